import type { ResultColumn } from '@riffle/protocol';
import { shortNumber } from '../../core/format/number.ts';
import { shortTime, type TimeShape } from '../../core/format/time.ts';
import type { CellText } from '../../core/results/live-result.ts';

/** A value as short as it may be. */
export function displayText(value: string, column: ResultColumn, time: TimeShape | undefined): string {
  if (column.role === 'number') {
    return shortNumber(value, column.type);
  }
  return column.role === 'time' && time !== undefined ? shortTime(value, time) : value;
}

interface ValueTextProps {
  readonly value: CellText;
  readonly column: ResultColumn;
  readonly time: TimeShape | undefined;
}

export function ValueText({ value, column, time }: ValueTextProps) {
  return value === null ? <span className="null">NULL</span> : displayText(value, column, time);
}
