import { type Long, millisOfTicks, type RowField } from '@riffle/columns';
import type { Retention } from './result-view.ts';

export function isTimestamp(type: RowField['type'] | undefined): boolean {
  return type?.kind === 'TIMESTAMP' || type?.kind === 'TIMESTAMP_LTZ';
}

/** Keeps rows by the timestamp in their first column. */
export function firstColumnRetention([first]: readonly RowField[], spanMs: number): Retention {
  const type = first?.type;
  const precision = type !== undefined && 'precision' in type ? type.precision : 3;
  return {
    spanMs,
    timeOf: ([value]) => (value === null || value === undefined ? null : millisOfTicks(value as Long, precision)),
  };
}
