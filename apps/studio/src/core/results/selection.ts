/** A rectangle of a table that a person marked, by row numbers, so that it stays with its rows. */
import type { ResultColumn } from '@riffle/protocol';
import type { Row } from './live-result.ts';
import { copyText } from './sort-rows.ts';

export interface Corner {
  /** The row's number. */
  readonly row: number;
  readonly column: number;
}

export interface Selection {
  readonly from: Corner;
  readonly to: Corner;
}

/** The corner one step on in the direction of an arrow key. */
export function moveCorner(corner: Corner | undefined, key: string, rows: readonly Row[], columns: number): Corner {
  const at = corner === undefined ? -1 : rows.findIndex((row) => row.number === corner.row);
  if (corner === undefined || at < 0) {
    return { row: rows[0]?.number ?? 0, column: 0 };
  }
  const down = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const right = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const index = Math.min(rows.length - 1, Math.max(0, at + down));
  return {
    row: rows[index]?.number ?? corner.row,
    column: Math.min(columns - 1, Math.max(0, corner.column + right)),
  };
}

/** The full values of a selection as tab-separated text. */
export function selectedText(selection: Selection, rows: readonly Row[], columns: readonly ResultColumn[]): string {
  const a = rows.findIndex((row) => row.number === selection.from.row);
  const b = rows.findIndex((row) => row.number === selection.to.row);
  const left = Math.min(selection.from.column, selection.to.column);
  const right = Math.max(selection.from.column, selection.to.column) + 1;
  const chosen = a < 0 || b < 0 ? [] : rows.slice(Math.min(a, b), Math.max(a, b) + 1);
  return copyText(
    columns.slice(left, right).map((column) => column.name),
    chosen.map((row) => row.values.slice(left, right)),
  );
}
