/** Runs Flink's aggregate cases: a query over a table's changes, run by the engine, compared by its final rows. */
import { seededRandom, VirtualClock, voidLogger } from '@riffle/base';
import {
  batchOf,
  kindAt,
  type LogicalType,
  parseTypeText,
  type RowKind,
  RowKind as RowKinds,
  rowAt,
  serializeType,
  toJson,
  type Value,
} from '@riffle/columns';
import { type ConnectorRuntime, createJob, JobError, SeededScheduler, type SourceReader } from '@riffle/engine';
import { retract, type SourceNode } from '@riffle/plan';
import type { CompiledQuery } from '@riffle/sql';
import { type CaseField, compileOverTable } from './one-table.ts';
import { messageOf } from './outcome.ts';
import type { ConformanceResult } from './parser.ts';
import { decodeTyped, type TypedJson } from './typed-json.ts';

interface AggregateCase {
  readonly id: string;
  readonly kind: 'result' | 'error';
  readonly sql: string;
  readonly fields: readonly CaseField[];
  readonly rows: readonly { readonly op: string; readonly row: readonly TypedJson[] }[];
  readonly expectedTypes?: readonly string[];
  readonly expected?: readonly (readonly TypedJson[])[];
  readonly error?: string;
}

const KINDS: Readonly<Record<string, RowKind>> = {
  '+I': RowKinds.insert,
  '-U': RowKinds.updateBefore,
  '+U': RowKinds.updateAfter,
  '-D': RowKinds.delete,
};

/** `aggregates.jsonl`: types and final rows must agree, rows in any order. */
export async function runAggregateCases(lines: Iterable<string>): Promise<readonly ConformanceResult[]> {
  const results: ConformanceResult[] = [];
  for (const line of lines) {
    if (line.trim() !== '') {
      results.push(await runCase(JSON.parse(line) as AggregateCase));
    }
  }
  return results;
}

async function runCase(line: AggregateCase): Promise<ConformanceResult> {
  let reason: string;
  try {
    reason = await checkCase(line);
  } catch (error) {
    const message = messageOf(error);
    reason =
      line.kind === 'error' && error instanceof JobError && !message.includes('not supported yet') ? '' : message;
  }
  const status = reason === '' ? 'pass' : reason.startsWith('not supported yet') ? 'notSupported' : 'fail';
  return { id: line.id, status, reason };
}

async function checkCase(line: AggregateCase): Promise<string> {
  const compiled = compileOverTable({ sql: line.sql, table: 't', fields: line.fields, changelog: retract });
  if (!compiled.ok) {
    const { message } = compiled.diagnostic;
    return line.kind === 'error' && !message.startsWith('not supported yet') ? '' : message;
  }
  const typesFound = compiled.query.columns.map(({ type }) => serializeType(type));
  const rows = await finalRows(compiled.query, line);
  if (line.kind === 'error') {
    return `expected the error "${line.error ?? ''}", got rows`;
  }
  if (line.expectedTypes !== undefined && line.expectedTypes.join() !== typesFound.join()) {
    return `expected the types ${line.expectedTypes.join(', ')}, got ${typesFound.join(', ')}`;
  }
  const columnTypes = compiled.query.columns.map(({ type }) => type);
  const wanted = (line.expected ?? []).map((row) =>
    rowText(
      row.map((cell, i) => decodeTyped(cell, columnTypes[i] as LogicalType)),
      columnTypes,
    ),
  );
  const [expected, found] = [wanted.sort().join('\n'), rows.sort().join('\n')];
  return expected === found ? '' : `expected ${expected}, got ${found}`;
}

function rowText(row: readonly Value[], columnTypes: readonly LogicalType[]): string {
  return JSON.stringify(columnTypes.map((type, i) => toJson(row[i] as Value, type)));
}

/** What is left of the result's changes at the end of the input. */
async function finalRows(query: CompiledQuery, line: AggregateCase): Promise<string[]> {
  const rows: string[] = [];
  const columnTypes = query.columns.map(({ type }) => type);
  const clock = new VirtualClock();
  const job = createJob(query.plan, {
    jobId: 'conformance',
    connectors: rowsConnector(line),
    clock,
    random: seededRandom(1),
    logger: voidLogger,
    scheduler: new SeededScheduler(1, clock),
    onRows(batch) {
      for (let i = 0; i < batch.rowCount; i++) {
        applyChange(rows, rowText(rowAt(batch, i), columnTypes), kindAt(batch, i));
      }
    },
  });
  await job.run();
  return rows;
}

function applyChange(rows: string[], text: string, kind: RowKind): void {
  if (kind === RowKinds.insert || kind === RowKinds.updateAfter) {
    rows.push(text);
    return;
  }
  const at = rows.indexOf(text);
  if (at !== -1) {
    rows.splice(at, 1);
  }
}

function rowsConnector(line: AggregateCase): ConnectorRuntime {
  return {
    openSource: (node) => rowsReader(node, line),
    openSink: () => {
      throw new Error('an aggregate case writes nothing');
    },
  };
}

function rowsReader(node: SourceNode, line: AggregateCase): SourceReader {
  let isRead = false;
  return {
    splits: () => (isRead ? [] : ['all']),
    poll() {
      if (isRead) {
        return { kind: 'finished' };
      }
      isRead = true;
      const fieldTypes = line.fields.map(({ type }) => parseTypeText(type));
      const rows = line.rows.map(({ row }) =>
        node.projection.map((index) => decodeTyped(row[index] ?? null, fieldTypes[index] as LogicalType)),
      );
      const kinds = line.rows.map(({ op }) => KINDS[op] ?? RowKinds.insert);
      return {
        kind: 'batch',
        split: 'all',
        batch: batchOf(
          node.output.map(({ type }) => type),
          rows,
          kinds,
        ),
      };
    },
    available: () => Promise.resolve(),
    snapshot: () => null,
    close: () => Promise.resolve(),
  };
}
