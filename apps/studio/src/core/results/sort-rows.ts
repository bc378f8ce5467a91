import type { ResultColumn } from '@riffle/protocol';
import type { CellText, Row } from './live-result.ts';

export interface SortOrder {
  readonly column: number;
  readonly direction: 'ascending' | 'descending';
}

const byText = new Intl.Collator('en', { numeric: true }).compare;

/** The rows in order of one column; NULLs last, equal rows as they came. Numbers compare exactly where doubles are. */
export function sortRows(rows: readonly Row[], columns: readonly ResultColumn[], order: SortOrder): Row[] {
  const sign = order.direction === 'ascending' ? 1 : -1;
  const compare = columns[order.column]?.role === 'number' ? compareNumbers : compareTexts;
  return [...rows].sort((a, b) => {
    const left = a.values[order.column] ?? null;
    const right = b.values[order.column] ?? null;
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null);
    }
    return sign * compare(left, right);
  });
}

function compareNumbers(a: string, b: string): number {
  return Number(a) - Number(b) || 0;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : byText(a, b);
}

/** What a click on a column's head does: ascending, descending, as it was. */
export function nextOrder(order: SortOrder | null, column: number): SortOrder | null {
  if (order?.column !== column) {
    return { column, direction: 'ascending' };
  }
  return order.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

/** Tab-separated text of part of a table, with its column names; NULL is left empty. */
export function copyText(header: readonly string[], rows: readonly (readonly CellText[])[]): string {
  const line = (values: readonly CellText[]): string => values.map((value) => plainField(value ?? '')).join('\t');
  return [...(rows.length > 1 ? [line(header)] : []), ...rows.map(line)].join('\n');
}

function plainField(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}
