/** A rectangle of a table that a person marked, by row numbers, so that it stays with its rows. */
import type { ResultColumn } from '@riffle/protocol';
import { printTable } from './export-rows.ts';
import type { Row } from './live-result.ts';

export interface Corner {
  /** The row's number. */
  readonly row: number;
  /** The place of the column among those that are shown. */
  readonly column: number;
}

export interface Selection {
  readonly from: Corner;
  readonly to: Corner;
}

/** What a key asks of the corner that moves. */
export interface Move {
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac: to the end instead of the edge. */
  readonly far: boolean;
  /** Rows in view, for Page Up and Down. */
  readonly page: number;
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** Where a key moves a corner; undefined when the key is none that moves. Rows must not be empty. */
export function moveCorner(
  corner: Corner | undefined,
  { key, far, page }: Move,
  rows: readonly Row[],
  columns: number,
): Corner | undefined {
  const step = stepOf(key, far, page, rows.length, columns);
  if (step === undefined) {
    return undefined;
  }
  const at = corner === undefined ? -1 : rows.findIndex((row) => row.number === corner.row);
  if (corner === undefined || at < 0) {
    return { row: rows[0]?.number ?? 0, column: 0 };
  }
  const index = clamp(at + step[0], rows.length);
  return { row: rows[index]?.number ?? corner.row, column: clamp(corner.column + step[1], columns) };
}

function stepOf(
  key: string,
  far: boolean,
  page: number,
  rows: number,
  columns: number,
): readonly [number, number] | undefined {
  switch (key) {
    case 'Home':
      return far ? [-rows, -columns] : [0, -columns];
    case 'End':
      return far ? [rows, columns] : [0, columns];
    case 'PageDown':
      return [page, 0];
    case 'PageUp':
      return [-page, 0];
    default: {
      const step = STEPS[key];
      return step === undefined || !far ? step : [step[0] * rows, step[1] * columns];
    }
  }
}

function clamp(value: number, length: number): number {
  return Math.min(length - 1, Math.max(0, value));
}

/** Where a selection stands in rows as they are ordered now, ends included; null when an end of it is gone. */
export function selectionRange(
  selection: Selection | null,
  rows: readonly Row[],
): { top: number; bottom: number; left: number; right: number } | null {
  if (selection === null) {
    return null;
  }
  const from = rows.findIndex((row) => row.number === selection.from.row);
  const to = selection.to.row === selection.from.row ? from : rows.findIndex((row) => row.number === selection.to.row);
  if (from < 0 || to < 0) {
    return null;
  }
  return {
    top: Math.min(from, to),
    bottom: Math.max(from, to),
    left: Math.min(selection.from.column, selection.to.column),
    right: Math.max(selection.from.column, selection.to.column),
  };
}

/** The full values of a selection as tab-separated text; more than one cell comes with the columns' names. */
export function selectedText(
  selection: Selection,
  rows: readonly Row[],
  shown: readonly { readonly column: ResultColumn; readonly index: number }[],
): string {
  const range = selectionRange(selection, rows);
  if (range === null) {
    return '';
  }
  const columns = shown.slice(range.left, range.right + 1);
  const cells = rows
    .slice(range.top, range.bottom + 1)
    .map((row) => columns.map(({ index }) => row.values[index] ?? null));
  const alone = cells.length === 1 && columns.length === 1;
  return alone
    ? (cells[0]?.[0] ?? '')
    : printTable(
        columns.map(({ column }) => column),
        cells,
        'tsv',
      ).replace(/\n$/, '');
}
