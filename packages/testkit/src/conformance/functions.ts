/** Runs Flink's function and expression cases: compiled by `@riffle/sql`, computed by `@riffle/functions`' loops. */
import { batchOf, formatValue, parseTypeText, serializeType, type Value, type Vector, valueAt } from '@riffle/columns';
import { compileExpression, type EvaluationContext, EvaluationError, equalityOf } from '@riffle/functions';
import type { Expression, PhysicalPlan } from '@riffle/plan';
import { type CaseField, compileOverTable, TABLE_NAME } from './one-table.ts';
import type { ConformanceResult } from './parser.ts';
import { decodeTyped, type TypedJson } from './typed-json.ts';

interface ScalarCase {
  readonly id: string;
  readonly kind: 'result' | 'error';
  readonly sql: string;
  readonly fields: readonly CaseField[];
  readonly config?: Readonly<Record<string, string>>;
  readonly expected?: TypedJson;
  readonly expectedType?: string;
  readonly firstColumn?: boolean;
  readonly error?: string | null;
  readonly runtimeOrValidation?: 'validation' | 'runtime';
}

/** `functions.jsonl`: the typed value and its type must agree. */
export function runFunctionCases(lines: Iterable<string>): readonly ConformanceResult[] {
  return runLines(lines, checkTyped);
}

/** `expressions.jsonl`: the text of `CAST(… AS STRING)` must agree. */
export function runExpressionCases(lines: Iterable<string>): readonly ConformanceResult[] {
  return runLines(lines, checkText);
}

interface Computed {
  readonly value: Value;
  readonly type: Vector['type'];
  readonly zone: string;
}

/** The reason of a failure; empty when the result agrees. */
type Check = (line: ScalarCase, computed: Computed) => string;

function runLines(lines: Iterable<string>, check: Check): readonly ConformanceResult[] {
  const results: ConformanceResult[] = [];
  for (const line of lines) {
    if (line.trim() !== '') {
      results.push(runCase(JSON.parse(line) as ScalarCase, check));
    }
  }
  return results;
}

function runCase(line: ScalarCase, check: Check): ConformanceResult {
  try {
    const reason = checkCase(line, check);
    return { id: line.id, status: statusOf(reason), reason };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { id: line.id, status: statusOf(reason), reason };
  }
}

function statusOf(reason: string): ConformanceResult['status'] {
  if (reason === '') {
    return 'pass';
  }
  return reason.startsWith('not supported yet') ? 'notSupported' : 'fail';
}

function checkCase(line: ScalarCase, check: Check): string {
  const sql = `SELECT ${line.sql} FROM ${TABLE_NAME}`;
  const compiled = compileOverTable({ sql, table: TABLE_NAME, fields: line.fields, config: line.config });
  if (!compiled.ok) {
    const { message } = compiled.diagnostic;
    return isRefusedAt('validation', line, message) ? '' : message;
  }
  const zone = line.config?.['table.local-time-zone'] ?? 'UTC';
  let computed: Computed;
  try {
    computed = { ...firstColumn(compiled.query.plan, compiled.row, zone), zone };
  } catch (error) {
    if (error instanceof EvaluationError && isRefusedAt('runtime', line, error.message)) {
      return '';
    }
    throw error;
  }
  return line.kind === 'error' ? `expected the error "${line.error ?? ''}", got a result` : check(line, computed);
}

/** Whether an error is expected at that time; "not supported yet" never is. */
function isRefusedAt(time: 'validation' | 'runtime', line: ScalarCase, message: string): boolean {
  const isThen = line.runtimeOrValidation === undefined || line.runtimeOrValidation === time;
  return line.kind === 'error' && isThen && !message.startsWith('not supported yet');
}

/** The first output column for the one row of the table. Such plans are a source and calculations over it. */
function firstColumn(plan: PhysicalPlan, row: readonly Value[], zone: string): Omit<Computed, 'zone'> {
  const context: EvaluationContext = { zone, now: () => 1_700_000_000_000, random: () => 0.5 };
  let batch = batchOf([], []);
  for (const node of plan.nodes) {
    switch (node.kind) {
      case 'source':
        batch = batchOf(
          node.output.map(({ type }) => type),
          [node.projection.map((index) => row[index] as Value)],
        );
        break;
      case 'values':
        batch = batchOf(
          node.output.map(({ type }) => type),
          node.rows.map((cells) => cells.map((cell) => constantOf(cell, context))),
        );
        break;
      case 'calc': {
        const inputTypes = batch.columns.map(({ type }) => type);
        const { rowCount, kinds } = batch;
        const input = batch;
        const columns = node.projections.map((projection) => compileExpression(projection, inputTypes, context)(input));
        batch = { rowCount, kinds, columns };
        break;
      }
      case 'collect':
        break;
      default:
        throw new Error(`an expression was planned with a ${node.kind}`);
    }
  }
  const [column] = batch.columns;
  if (column === undefined) {
    throw new Error('the query has no column');
  }
  return { value: valueAt(column, 0), type: column.type };
}

function constantOf(expression: Expression, context: EvaluationContext): Value {
  const batch = { rowCount: 1, columns: [], kinds: null };
  return valueAt(compileExpression(expression, [], context)(batch), 0);
}

function checkTyped(line: ScalarCase, { value, type, zone }: Computed): string {
  if (line.expectedType !== undefined && serializeType(type) !== line.expectedType) {
    return `expected the type ${line.expectedType}, got ${serializeType(type)}`;
  }
  if (line.expected === undefined || line.expectedType === undefined) {
    return '';
  }
  const wanted = decodeTyped(line.expected, parseTypeText(line.expectedType));
  return equalityOf(type)(wanted, value)
    ? ''
    : `expected ${formatValue(wanted, type, { zone })}, got ${formatValue(value, type, { zone })}`;
}

function checkText(line: ScalarCase, { value, type, zone }: Computed): string {
  const text = formatValue(value, type, { zone });
  return text === line.expected ? '' : `expected ${String(line.expected)}, got ${text} (${serializeType(type)})`;
}
