/** A table of any length, of which only the rows in view are drawn. It keeps its place while rows arrive. */
import type { ResultColumn } from '@riffle/protocol';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { columnShape } from '../../core/format/column-shape.ts';
import type { Row } from '../../core/results/live-result.ts';
import { type Corner, moveCorner, selectedText } from '../../core/results/selection.ts';
import { nextOrder, type SortOrder, sortRows } from '../../core/results/sort-rows.ts';
import { columnWidths } from './column-widths.ts';
import { TableHead } from './table-head.tsx';
import { type Selection, TableRow } from './table-row.tsx';

export const ROW_HEIGHT = 27;
export const HEAD_HEIGHT = 36;

interface DataTableProps {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  readonly newestFirst: boolean;
  readonly height: number;
  /** What to say while there are no rows. */
  readonly empty: string;
}

export const DataTable = memo(function DataTable({ columns, rows, newestFirst, height, empty }: DataTableProps) {
  const [order, setOrder] = useState<SortOrder | null>(null);
  const [resized, setResized] = useState<Readonly<Record<number, number>>>({});
  const [selection, setSelection] = useState<Selection | null>(null);
  const body = useRef<HTMLDivElement>(null);

  const ordered = useMemo(() => {
    if (order !== null) {
      return sortRows(rows, columns, order);
    }
    return newestFirst ? rows.toReversed() : rows;
  }, [rows, columns, order, newestFirst]);
  const hasRows = rows.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: widths follow the first rows and stay as they are from then on
  const natural = useMemo(() => columnWidths(columns, rows), [columns, hasRows]);
  const widths = natural.map((width, i) => resized[i] ?? width);
  const shapes = useMemo(() => columns.map((column, i) => columnShape(column, valuesOf(rows, i))), [columns, rows]);

  const virtual = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    scrollMargin: HEAD_HEIGHT,
  });
  useKeptPlace(body, ordered);

  const grid = widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' ');
  const total = widths.reduce((sum, width) => sum + width, 0);

  function onKeyDown(event: KeyboardEvent): void {
    if ((event.metaKey || event.ctrlKey) && event.key === 'c' && selection !== null) {
      void navigator.clipboard.writeText(selectedText(selection, ordered, columns));
    } else if ((event.metaKey || event.ctrlKey) && event.key === 'a' && ordered.length > 0) {
      setSelection({
        from: { row: (ordered[0] as Row).number, column: 0 },
        to: { row: (ordered.at(-1) as Row).number, column: columns.length - 1 },
      });
    } else if (event.key.startsWith('Arrow') && ordered.length > 0) {
      const to = moveCorner(selection?.to, event.key, ordered, columns.length);
      setSelection({ from: event.shiftKey && selection !== null ? selection.from : to, to });
      virtual.scrollToIndex(ordered.findIndex((row) => row.number === to.row));
    } else if (event.key === 'Escape' && selection !== null) {
      setSelection(null);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function select(corner: Corner, extend: boolean): void {
    setSelection((was) => ({ from: extend && was !== null ? was.from : corner, to: corner }));
  }

  const items = virtual.getVirtualItems();
  const range = selectionRange(selection, ordered);
  return (
    // biome-ignore lint/a11y: rows are drawn only in view, which a plain table element cannot do
    <div
      ref={body}
      className="table"
      role="grid"
      aria-rowcount={ordered.length + 1}
      aria-colcount={columns.length}
      aria-label="Result rows"
      tabIndex={0}
      data-own-keys
      data-testid="result-table"
      style={{ height }}
      onKeyDown={onKeyDown}
    >
      <div className="table-inner" style={{ minWidth: total, gridTemplateColumns: grid }}>
        <TableHead
          columns={columns}
          grid={grid}
          order={order}
          widths={widths}
          onSort={(column) => setOrder(nextOrder(order, column))}
          onResize={(column, width) => setResized((was) => ({ ...was, [column]: width }))}
        />
        <div style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = ordered[item.index];
            return row === undefined ? null : (
              <TableRow
                key={row.number}
                row={row}
                index={item.index}
                top={item.start}
                grid={grid}
                columns={columns}
                shapes={shapes}
                selected={
                  range !== null && item.index >= range.top && item.index <= range.bottom ? range.columns : null
                }
                onSelect={select}
              />
            );
          })}
        </div>
      </div>
      {ordered.length === 0 && <p className="table-empty">{empty}</p>}
    </div>
  );
});

function* valuesOf(rows: readonly Row[], column: number): Iterable<string | null> {
  for (const row of rows) {
    yield row.values[column] ?? null;
  }
}

/** A table that was scrolled away from its top stays at the row it shows first, however many come before it. */
function useKeptPlace(body: { current: HTMLDivElement | null }, ordered: readonly Row[]): void {
  const anchor = useRef<{ number: number; index: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is kept when the rows change, and only then
  useLayoutEffect(() => {
    const element = body.current;
    if (element === null) {
      return;
    }
    const { scrollTop } = element;
    const kept = anchor.current;
    if (scrollTop > 0 && kept !== null && ordered[kept.index]?.number !== kept.number) {
      const index = ordered.findIndex((row) => row.number === kept.number);
      if (index >= 0) {
        element.scrollTop = scrollTop + (index - kept.index) * ROW_HEIGHT;
      }
    }
    remember();
  }, [ordered]);
  useLayoutEffect(() => {
    const element = body.current;
    element?.addEventListener('scroll', remember, { passive: true });
    return () => element?.removeEventListener('scroll', remember);
  });
  function remember(): void {
    const index = Math.floor((body.current?.scrollTop ?? 0) / ROW_HEIGHT);
    const row = ordered[index];
    anchor.current = row === undefined ? null : { number: row.number, index };
  }
}

interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly columns: string;
}

/** Where a selection stands in the rows as they are ordered now; columns as `first-last`, which compares cheaply. */
function selectionRange(selection: Selection | null, ordered: readonly Row[]): Range | null {
  if (selection === null) {
    return null;
  }
  const from = ordered.findIndex((row) => row.number === selection.from.row);
  const to = ordered.findIndex((row) => row.number === selection.to.row);
  if (from < 0 || to < 0) {
    return null;
  }
  const left = Math.min(selection.from.column, selection.to.column);
  const right = Math.max(selection.from.column, selection.to.column);
  return { top: Math.min(from, to), bottom: Math.max(from, to), columns: `${left}-${right}` };
}
