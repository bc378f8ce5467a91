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

export function precisionOf(type: LogicalType): number {
  return 'precision' in type ? type.precision : 3;
}
