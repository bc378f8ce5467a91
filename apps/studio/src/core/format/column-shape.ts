/** How the values of one column are written, so that they are short and line up. */
import type { ResultColumn } from '@riffle/protocol';
import type { CellText } from '../results/live-result.ts';
import { groupDigits, type NumberShape, numberShape, shortNumber } from './number.ts';
import { shortTime, type TimeShape, timeShape } from './time.ts';

export type ColumnShape =
  | { readonly kind: 'plain' }
  | { readonly kind: 'exact' }
  | ({ readonly kind: 'time' } & TimeShape)
  | ({ readonly kind: 'approximate' } & NumberShape);

const PLAIN: ColumnShape = { kind: 'plain' };
const EXACT: ColumnShape = { kind: 'exact' };

export function columnShape(column: ResultColumn, values: Iterable<CellText>): ColumnShape {
  if (column.role === 'time') {
    return { kind: 'time', ...timeShape(values) };
  }
  if (column.role !== 'number') {
    return PLAIN;
  }
  return /^(?:DOUBLE|FLOAT)/.test(column.type) ? { kind: 'approximate', ...numberShape(values) } : EXACT;
}

export function displayText(value: string, shape: ColumnShape): string {
  switch (shape.kind) {
    case 'plain':
      return value;
    case 'exact':
      return groupDigits(value);
    case 'time':
      return shortTime(value, shape);
    case 'approximate':
      return shortNumber(value, shape);
  }
}

export function sameShape(a: ColumnShape | undefined, b: ColumnShape | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
