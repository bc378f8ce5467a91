/** Runs a query on our compiler, engine and connectors, from files to changes. */
import { seededRandom, systemClock, voidLogger } from '@riffle/base';
import { nodeFiles } from '@riffle/base/node';
import {
  type Batch,
  formatType,
  kindAt,
  type LogicalType,
  type MapValue,
  ROW_KIND_NAMES,
  rowAt,
  type Value,
} from '@riffle/columns';
import { createConnectorRuntime, javaText } from '@riffle/connectors';
import { createJob } from '@riffle/engine';
import { definitionLookup } from '@riffle/plan';
import { SqlSession } from '../conformance/sql-session.ts';
import type { RawAnswer } from './answer.ts';
import type { AnswerRow, ComparedQuery } from './query-files.ts';

/** The changes a query over the given tables gives, in streaming mode. Throws what the compiler or the job throws. */
export async function askOurEngine(
  query: ComparedQuery,
  tables: readonly string[],
  batchSize?: number,
): Promise<RawAnswer> {
  const session = new SqlSession(definitionLookup(), { 'table.local-time-zone': 'UTC', ...query.settings });
  for (const table of tables) {
    await session.run(table);
  }
  const compiled = await session.compile(query.sql);
  if (compiled.kind !== 'query') {
    throw new Error(`${query.name} is no query`);
  }
  const types = compiled.columns.map(({ type }) => type);
  const changes: AnswerRow[] = [];
  const job = createJob(compiled.plan, {
    jobId: query.name,
    connectors: createConnectorRuntime({
      files: nodeFiles,
      output: { write: () => undefined },
      random: seededRandom(1),
    }),
    clock: systemClock,
    logger: voidLogger,
    ...(batchSize === undefined ? {} : { batchSize }),
    onRows: (batch) => changes.push(...changesOf(batch, types)),
  });
  await job.run();
  return { columns: compiled.columns.map(({ name, type }) => [name, typeText(type)]), changes };
}

function changesOf(batch: Batch, types: readonly LogicalType[]): AnswerRow[] {
  return Array.from({ length: batch.rowCount }, (_, row) => [
    ROW_KIND_NAMES[kindAt(batch, row)],
    ...rowAt(batch, row).map((value, i) => cellText(value, types[i] as LogicalType)),
  ]);
}

function cellText(value: Value, type: LogicalType): string | null {
  return value === null ? null : javaText(orderedMap(value, type), type);
}

/** Maps have no order: their entries are told in the order of their keys' texts. */
function orderedMap(value: Value, type: LogicalType): Value {
  if (type.kind !== 'MAP' && type.kind !== 'MULTISET') {
    return value;
  }
  const keyType = type.kind === 'MAP' ? type.key : type.element;
  const textOf = ([key]: readonly [Value, Value]): string => javaText(key, keyType);
  const entries = [...(value as MapValue).entries].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  return { ...(value as MapValue), entries };
}

/** Without the mark of a time attribute, which Flink drops from a result. */
function typeText(type: LogicalType): string {
  return formatType(type).replace(/ \*(ROW|PROC)TIME\*$/, '');
}
