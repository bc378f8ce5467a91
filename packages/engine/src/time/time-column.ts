import type { Millis } from '@riffle/base';
import { type LogicalType, type Long, millisOfTicks, type Vector } from '@riffle/columns';

/** Reads a row of a time column as milliseconds; null where the row is NULL. */
export function readMillis(column: Vector, row: number): Millis | null {
  if (column.nulls !== null && column.nulls[row] === 1) {
    return null;
  }
  const value = column.values[row] as Long;
  const precision = precisionOf(column.type);
  return precision <= 3 && typeof value === 'number' ? value : millisOfTicks(value, precision);
}

/** The storage of a time column where it holds the milliseconds of every row as they are; else null. */
export function plainMillis({ values, nulls, type }: Vector): Float64Array | null {
  return nulls === null && values instanceof Float64Array && precisionOf(type) <= 3 ? values : null;
}

/** `readMillis` for many rows of one column. */
export function millisReader(column: Vector): (row: number) => Millis | null {
  const plain = plainMillis(column);
  return plain === null ? (row) => readMillis(column, row) : (row) => plain[row] as number;
}

export function precisionOf(type: LogicalType): number {
  return 'precision' in type ? type.precision : 3;
}
