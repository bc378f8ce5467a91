/** Runs a case every way and compares each with the reference. */
import { contains } from './model/inputs.ts';
import type { OracleCase, Query, TableModel } from './model/model.ts';
import { cellOf } from './reference/cells.ts';
import { type Expected, expectedResult } from './reference/evaluate.ts';
import { rowOf, watermarkOf } from './reference/events.ts';
import { materialize, rowText } from './run/changelog.ts';
import { type CompiledCase, compileCase } from './run/compile.ts';
import { runPlan, type Way } from './run/run-query.ts';

export interface Failure {
  /** What went wrong, without the particulars: the shrinker keeps to one kind. */
  readonly kind: 'refused' | 'crashed' | 'wrong rows' | 'bad changelog';
  readonly way: string;
  readonly message: string;
}

/** Null when all is right. Throws `Undetermined` or `InvalidModel` when the case means nothing. */
export async function checkCase(oracleCase: OracleCase): Promise<Failure | null> {
  const expected = expectedResult(oracleCase);
  let compiled: CompiledCase;
  try {
    compiled = await compileCase(oracleCase);
  } catch (error) {
    return { kind: 'refused', way: 'compiling', message: textOf(error) };
  }
  for (const way of waysOf(oracleCase, expected.timed)) {
    const failure = await checkWay(compiled, oracleCase, expected, way);
    if (failure !== null) {
      return failure;
    }
  }
  return null;
}

async function checkWay(
  compiled: CompiledCase,
  oracleCase: OracleCase,
  expected: Expected,
  way: Way,
): Promise<Failure | null> {
  const isShifting = contains(oracleCase.query, shiftsRanks);
  const runnable = way.keyed ? compiled.keyedInsert : compiled.query;
  if (runnable === null || (way.keyed && isShifting)) {
    return null;
  }
  try {
    const changes = await runPlan(runnable.plan, oracleCase, way);
    const { rows, defect } = materialize(changes, runnable, {
      ordered: way.parallelism === 1 && way.restoreParallelism === 1,
      keysAlways: !isShifting,
    });
    const history = (): string => `\nchanges:\n${changes.map(({ op, row }) => `  ${op}${rowText(row)}`).join('\n')}`;
    if (defect !== null) {
      return { kind: 'bad changelog', way: way.name, message: `${defect}${history()}` };
    }
    const difference = compare(expected, rows);
    return difference === null ? null : { kind: 'wrong rows', way: way.name, message: `${difference}${history()}` };
  } catch (error) {
    return { kind: 'crashed', way: way.name, message: textOf(error) };
  }
}

/**
 * As Flink's, a Top-N that numbers its rows, or leaves out the first, gives a row its new place before it takes it from
 * the old one.
 */
function shiftsRanks(query: Query): boolean {
  return query.kind === 'top-n' && (query.rank !== null || query.from > 1);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : '';
  return error.name === 'CompileRefusal' ? error.message : `${error.stack ?? error.message}${cause}`;
}

function compare({ columns, rows, anyOf }: Expected, actual: readonly string[]): string | null {
  const wanted = rows.map((row) => rowText(columns.map((name) => cellOf(row, name)))).sort();
  const extra = without(actual, wanted);
  if (anyOf !== null) {
    return actual.length === anyOf && extra.length === 0
      ? null
      : `expected any ${anyOf} of\n${wanted.join('\n')}\ngot\n${actual.join('\n')}`;
  }
  const missing = without(wanted, actual);
  return missing.length === 0 && extra.length === 0
    ? null
    : `missing: ${missing.join(' ') || 'nothing'}\nnot expected: ${extra.join(' ') || 'nothing'}`;
}

function without(list: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return list.filter((item) => {
    const at = left.indexOf(item);
    if (at !== -1) {
      left.splice(at, 1);
    }
    return at === -1;
  });
}

const WHOLE = 2_048;

/**
 * Straight, row by row, over a savepoint, into a table by key and, unless the result holds only for one order of rows, at parallelism 2 and
 * from 2 to 1.
 */
function waysOf({ tables, seed }: OracleCase, timed: boolean): Way[] {
  const stops = new Map(tables.map((table) => [table.name, table.splits.map((split) => stopOf(table, split))]));
  const one = { batchSize: WHOLE, parallelism: 1, stops: null, restoreParallelism: 1, keyed: false };
  const ordered: Way[] = [
    { ...one, name: 'straight' },
    { ...one, name: 'batch size 1', batchSize: 1 },
    { ...one, name: 'restored', batchSize: 3, stops },
    { ...one, name: 'written by key', batchSize: 4, keyed: true },
  ];
  const spread: Way[] = [
    { ...one, name: 'parallelism 2', batchSize: 2, parallelism: 2 },
    { ...one, name: 'written by key at parallelism 2', batchSize: 2, parallelism: 2, keyed: true },
    seed % 2 === 0
      ? { ...one, name: 'restored from 2 to 1', batchSize: 2, parallelism: 2, stops }
      : { ...one, name: 'restored from 1 to 2', batchSize: 2, stops, restoreParallelism: 2 },
  ];
  return timed ? ordered : [...ordered, ...spread];
}

/**
 * Where a split stops for the savepoint: near its middle, where no later row is older than the watermark, as a restored
 * source knows no watermark of before. At the end that is always so.
 */
function stopOf(table: TableModel, split: TableModel['splits'][number]): number {
  const middle = Math.floor(split.length / 2);
  const places = split.map((_, i) => i + 1).toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return places.find((place) => isSafeStop(table, split, place)) ?? split.length;
}

function isSafeStop(table: TableModel, split: TableModel['splits'][number], place: number): boolean {
  const { watermark } = table;
  if (watermark === null) {
    return true;
  }
  const rows = split.map(({ row }) => rowOf(table, row));
  const reached = Math.max(...rows.slice(0, place).map((row) => watermarkOf(table, row)));
  return rows.slice(place).every((row) => (row[watermark.column] as number) > reached);
}
