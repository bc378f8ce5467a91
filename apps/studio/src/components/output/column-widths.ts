import type { ResultColumn } from '@riffle/protocol';
import { columnShape, displayText } from '../../core/format/column-shape.ts';
import { shortType } from '../../core/format/column-type.ts';
import type { Row } from '../../core/results/live-result.ts';

const LETTER = 7.4;
const PADDING = 26;
const NARROWEST = 64;
const WIDEST = 340;
const LOOKED_AT = 40;

/** Widths in pixels that fit the names, types and first values. */
export function columnWidths(columns: readonly ResultColumn[], rows: readonly Row[]): number[] {
  const first = rows.slice(0, LOOKED_AT);
  return columns.map((column, i) => {
    const values = first.map((row) => row.values[i] ?? null);
    const shape = columnShape(column, values);
    const texts = values.map((value) => (value === null ? 'NULL' : displayText(value, shape)));
    const letters = Math.max(column.name.length, shortType(column).length * 0.82, ...texts.map((text) => text.length));
    return Math.round(Math.min(WIDEST, Math.max(NARROWEST, letters * LETTER + PADDING)));
  });
}
