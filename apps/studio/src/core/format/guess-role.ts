import type { ResultColumn } from '@riffle/protocol';
import type { CellText } from '../results/live-result.ts';

const NUMBER = /^-?\d+(?:\.\d+)?(?:E-?\d+)?$/;
const TIME = /^\d{4,}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?Z?$/;

/** Columns of a stored result, which has lost its types, by what all their values look like. */
export function guessRoles(
  columns: readonly ResultColumn[],
  rows: readonly (readonly CellText[])[],
): readonly ResultColumn[] {
  return columns.map((column, i) => {
    const values = rows.map((row) => row[i] ?? null).filter((value) => value !== null && value !== 'null');
    if (column.type !== '' || values.length === 0) {
      return column;
    }
    const all = (look: RegExp): boolean => values.every((value) => look.test(value as string));
    return all(NUMBER) ? { ...column, role: 'number' } : all(TIME) ? { ...column, role: 'time' } : column;
  });
}
