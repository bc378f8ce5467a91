/** A table as the rows that came, in order, each with the watermark it met. */
import type { Cell, TableModel } from '../model/model.ts';
import { keyOf, type Row, Undetermined } from './cells.ts';

export interface Event {
  readonly row: Row;
  readonly sign: 1 | -1;
  /** The watermark when the row came; minus infinity before the first. */
  readonly watermark: number;
  /** False where the watermark also depends on other inputs, and may be less. */
  readonly exact: boolean;
}

/** What the result depends on beside the rows. */
export interface Timing {
  /** Some row was too late: with the rows or the watermark spread over subtasks it might not have been. */
  late: boolean;
}

export function noteTiming(event: Event, timing: Timing): void {
  if (!event.exact) {
    throw new Undetermined('a row is late for one input only');
  }
  timing.late = true;
}

/** Rows that simply are there. */
export function eventsOf(rows: readonly Row[]): Event[] {
  return rows.map((row) => ({ row, sign: 1, watermark: Number.NEGATIVE_INFINITY, exact: true }));
}

/** What is left when all changes have been applied. */
export function rowsOf(events: readonly Event[]): Row[] {
  const rows: { readonly key: string; readonly row: Row }[] = [];
  for (const { row, sign } of events) {
    const key = keyOf(row, Object.keys(row));
    if (sign === 1) {
      rows.push({ key, row });
    } else {
      const at = rows.findIndex((candidate) => candidate.key === key);
      if (at === -1) {
        throw new Undetermined('a row is taken back that was not there');
      }
      rows.splice(at, 1);
    }
  }
  return rows.map(({ row }) => row);
}

/** The changes of a table; an upsert table's with the rows they replace. */
export function tableEvents(table: TableModel): Event[] {
  return table.splits.flatMap((split) => splitEvents(table, split));
}

function splitEvents(table: TableModel, split: TableModel['splits'][number]): Event[] {
  const exact = table.splits.length === 1;
  const current = new Map<string, Row>();
  let watermark = Number.NEGATIVE_INFINITY;
  return split.flatMap(({ op, row: cells }) => {
    const row = rowOf(table, cells);
    const met = watermark;
    watermark = Math.max(watermark, watermarkOf(table, row));
    const changes =
      table.changes === 'upsert' ? fullChanges(current, keyOf(row, table.key), op, row) : [change(op, row)];
    return changes.map((each) => ({ ...each, watermark: met, exact }));
  });
}

type SignedRow = Pick<Event, 'row' | 'sign'>;

function change(op: string, row: Row): SignedRow {
  return { row, sign: op.startsWith('+') ? 1 : -1 };
}

function fullChanges(current: Map<string, Row>, key: string, op: string, row: Row): SignedRow[] {
  const before = current.get(key);
  const taken: SignedRow[] = before === undefined ? [] : [{ row: before, sign: -1 }];
  if (op === '-D') {
    current.delete(key);
    return taken;
  }
  current.set(key, row);
  return [...taken, { row, sign: 1 }];
}

export function rowOf(table: TableModel, cells: readonly Cell[]): Row {
  return Object.fromEntries(table.columns.map(({ name }, i) => [name, cells[i] ?? null]));
}

export function watermarkOf(table: TableModel, row: Row): number {
  return table.watermark === null
    ? Number.NEGATIVE_INFINITY
    : (row[table.watermark.column] as number) - table.watermark.delay;
}
