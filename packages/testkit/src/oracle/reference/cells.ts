/** Rows and values of the reference: plain objects, compared one by one. */
import type { Cell } from '../model/model.ts';

export type Row = Readonly<Record<string, Cell>>;

/** The reference cannot say what comes out: it depends on timing that Flink leaves open, or a value overflows. */
export class Undetermined extends Error {
  override readonly name = 'Undetermined';
}

/** Less than, equal, greater; neither side is NULL. */
export function compareCells(a: Cell, b: Cell): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return Number(a) - Number(b);
}

/** Equality of SQL's `=` on values that are not NULL. */
export function sameCell(a: Cell, b: Cell): boolean {
  return cellKey(a) === cellKey(b);
}

/** Equal for values that GROUP BY holds equal; NULL equals NULL. */
export function cellKey(cell: Cell): string {
  return JSON.stringify(cell);
}

export function keyOf(row: Row, columns: readonly string[]): string {
  return columns.map((name) => cellKey(cellOf(row, name))).join('|');
}

export function cellOf(row: Row, name: string): Cell {
  const cell = row[name];
  if (cell === undefined) {
    throw new Error(`a row has no column ${name}`);
  }
  return cell;
}

/** Rows in groups by the values of columns, in order of first appearance. */
export function grouped(rows: readonly Row[], columns: readonly string[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row, columns);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [row]);
    } else {
      group.push(row);
    }
  }
  return [...groups.values()];
}

export function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((name) => [name, cellOf(row, name)]));
}
