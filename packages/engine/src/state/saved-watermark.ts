import type { Millis } from '@riffle/base';
import { types } from '@riffle/columns';
import type { RestoredState, StateSchema, StateTable } from './state-table.ts';

/** Shared, as Flink's union list state: at another parallelism every subtask goes on from the lowest of all. */
const WATERMARK: StateSchema = { name: 'watermark', keyTypes: null, valueTypes: [types.bigint()], shared: true };

/** The watermark as state. Nothing is saved before the first one and after the end of the input. */
export function saveWatermark(watermark: Millis): StateTable {
  return { ...WATERMARK, rows: Number.isFinite(watermark) ? [[watermark]] : [] };
}

/** The watermark to go on from; null when none was saved. */
export function restoreWatermark(state: RestoredState): Millis | null {
  const saved = state.rows(WATERMARK).map(([watermark]) => watermark as Millis);
  return saved.length === 0 ? null : Math.min(...saved);
}

/** Whether a table is what `saveWatermark` makes: state that nobody misses when its operator is gone. */
export function isSavedWatermark(table: { readonly name: string; readonly keyTypes: unknown }): boolean {
  return table.name === WATERMARK.name && table.keyTypes === null;
}
