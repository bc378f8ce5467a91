import type { ResultColumn } from '@riffle/protocol';
import { compareNumbers } from './compare-numbers.ts';
import type { Row } from './live-result.ts';

export interface SortKey {
  readonly column: number;
  readonly direction: 'ascending' | 'descending';
}

/** Columns to sort by, the first one first; none leaves the rows as they came. */
export type SortOrder = readonly SortKey[];

const byText = new Intl.Collator('en', { numeric: true }).compare;

/** The rows in order; NULLs last, equal rows as they came. */
export function sortRows(rows: readonly Row[], columns: readonly ResultColumn[], order: SortOrder): readonly Row[] {
  if (order.length === 0) {
    return rows;
  }
  const keys = order.map(({ column, direction }) => ({
    column,
    sign: direction === 'ascending' ? 1 : -1,
    compare: columns[column]?.role === 'number' ? compareNumbers : compareTexts,
  }));
  return [...rows].sort((a, b) => {
    for (const { column, sign, compare } of keys) {
      const left = a.values[column] ?? null;
      const right = b.values[column] ?? null;
      const found =
        left === null || right === null ? Number(left === null) - Number(right === null) : sign * compare(left, right);
      if (found !== 0) {
        return found;
      }
    }
    return 0;
  });
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : byText(a, b);
}

/**
 * What a click on a column's head does: ascending, descending, as it was. With `more` the column joins those that are
 * sorted by already, or changes its direction in its place.
 */
export function nextOrder(order: SortOrder, column: number, more: boolean): SortOrder {
  const now = order.find((key) => key.column === column);
  const next: SortKey | null =
    now === undefined
      ? { column, direction: 'ascending' }
      : now.direction === 'ascending'
        ? { column, direction: 'descending' }
        : null;
  if (!more) {
    return next === null ? [] : [next];
  }
  if (next === null) {
    return order.filter((key) => key.column !== column);
  }
  return now === undefined ? [...order, next] : order.map((key) => (key.column === column ? next : key));
}
