/** A table of any length, of which only the rows in view are drawn. It keeps its place while rows arrive. */
import type { ResultColumn } from '@riffle/protocol';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useId, useMemo, useRef, useState } from 'react';
import { columnShape } from '../../core/format/column-shape.ts';
import type { Row } from '../../core/results/live-result.ts';
import { type Corner, moveCorner, type Selection, selectedText, selectionRange } from '../../core/results/selection.ts';
import { nextOrder } from '../../core/results/sort-rows.ts';
import { shownColumns, type TableSettings } from '../../core/results/table-settings.ts';
import { cellId } from './cell-id.ts';
import { columnWidths } from './column-widths.ts';
import { RowDetail } from './row-detail.tsx';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { useKeptPlace } from './use-kept-place.ts';

export const ROW_HEIGHT = 27;
export const HEAD_HEIGHT = 36;
const FILTER_HEIGHT = 28;

interface DataTableProps {
  readonly columns: readonly ResultColumn[];
  /** All rows there are, as they came: the widths and shapes of columns follow them. */
  readonly rows: readonly Row[];
  /** The rows to show, in their order. */
  readonly shownRows: readonly Row[];
  readonly settings: TableSettings;
  readonly onSettings: (change: (settings: TableSettings) => TableSettings) => void;
  /** Why the filter above a column is not understood. */
  readonly problems?: Readonly<Record<number, string>>;
  /** New rows come in at the top. */
  readonly newestFirst: boolean;
  readonly height: number;
  /** What to say while there are no rows. */
  readonly empty: string;
}

export const DataTable = memo(function DataTable(props: DataTableProps) {
  const { columns, rows, shownRows, settings, onSettings, newestFirst, height, empty } = props;
  const [selection, setSelection] = useState<Selection | null>(null);
  const [detailOpen, setDetailOpen] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const id = useId();
  const headHeight = HEAD_HEIGHT + (settings.filtering ? FILTER_HEIGHT : 0);

  const shown = useMemo(() => shownColumns(columns, settings), [columns, settings]);
  const hasRows = rows.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: widths follow the first rows and stay as they are from then on
  const natural = useMemo(() => columnWidths(columns, rows), [columns, hasRows]);
  const shapes = useMemo(() => columns.map((column, i) => columnShape(column, valuesOf(rows, i))), [columns, rows]);
  const widths = shown.map(({ index }) => settings.widths[index] ?? natural[index] ?? 0);

  const virtual = useVirtualizer({
    count: shownRows.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const fresh = useKeptPlace(body, shownRows, ROW_HEIGHT, newestFirst);
  const grid = widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' ');
  const range = selectionRange(selection, shownRows);
  const active = selection === null ? undefined : shownRows.find((row) => row.number === selection.to.row);

  function go(to: Corner, extend: boolean): void {
    setSelection((was) => ({ from: extend && was !== null ? was.from : to, to }));
    virtual.scrollToIndex(shownRows.findIndex((row) => row.number === to.row));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.altKey || !onTableKey(event)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key was one of the table's. */
  function onTableKey(event: KeyboardEvent): boolean {
    const command = event.metaKey || event.ctrlKey;
    const page = Math.max(1, Math.floor((height - headHeight) / ROW_HEIGHT) - 1);
    const to =
      shownRows.length === 0
        ? undefined
        : moveCorner(selection?.to, { key: event.key, far: command, page }, shownRows, shown.length);
    if (to !== undefined) {
      go(to, event.shiftKey);
      return true;
    }
    const column = shown[selection?.to.column ?? 0]?.index;
    switch (event.key) {
      case 'c':
        if (command && selection !== null) {
          void navigator.clipboard.writeText(selectedText(selection, shownRows, shown));
          return true;
        }
        return false;
      case 'a':
        return command && selectAll();
      case 'Enter':
        setDetailOpen(active !== undefined);
        return active !== undefined;
      case 's':
      case 'S':
        if (!command && column !== undefined) {
          onSettings((now) => ({ ...now, order: nextOrder(now.order, column, event.shiftKey) }));
        }
        return !command;
      case 'f':
        if (!command && column !== undefined) {
          onSettings((now) => ({ ...now, filtering: true }));
          requestAnimationFrame(() => document.getElementById(`${id}-filter-${column}`)?.focus());
        }
        return !command;
      case 'Escape':
        return leave();
      default:
        return false;
    }
  }

  function selectAll(): boolean {
    const [first, last] = [shownRows[0], shownRows.at(-1)];
    if (first !== undefined && last !== undefined) {
      setSelection({ from: { row: first.number, column: 0 }, to: { row: last.number, column: shown.length - 1 } });
    }
    return true;
  }

  function leave(): boolean {
    const something = detailOpen || selection !== null;
    setDetailOpen(false);
    if (!detailOpen) {
      setSelection(null);
    }
    return something;
  }

  const items = virtual.getVirtualItems();
  return (
    <div className="table-frame" style={{ height }}>
      {/* biome-ignore lint/a11y: rows are drawn only in view, which a plain table element cannot do */}
      <div
        ref={body}
        className="table"
        role="grid"
        aria-rowcount={shownRows.length + 1}
        aria-colcount={shown.length}
        aria-multiselectable
        aria-label="Result rows. Arrow keys move, Enter shows a row in full, S sorts, F filters"
        aria-activedescendant={active === undefined ? undefined : cellId(id, active.number, selection?.to.column ?? 0)}
        tabIndex={0}
        data-own-keys
        data-testid="result-table"
        onKeyDown={onKeyDown}
      >
        <div
          className="table-inner"
          style={{ minWidth: widths.reduce((sum, width) => sum + width, 0), gridTemplateColumns: grid }}
        >
          <TableHead
            id={id}
            shown={shown}
            grid={grid}
            widths={widths}
            settings={settings}
            problems={props.problems ?? {}}
            onSettings={onSettings}
            onDone={() => body.current?.focus()}
          />
          <div style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = shownRows[item.index];
              return row === undefined ? null : (
                <TableRow
                  key={row.number}
                  id={id}
                  row={row}
                  index={item.index}
                  top={item.start}
                  grid={grid}
                  shown={shown}
                  shapes={shapes}
                  selected={
                    range !== null && item.index >= range.top && item.index <= range.bottom
                      ? `${range.left}-${range.right}`
                      : null
                  }
                  active={active === row ? (selection?.to.column ?? null) : null}
                  onSelect={(corner, extend) =>
                    setSelection((was) => ({ from: extend && was !== null ? was.from : corner, to: corner }))
                  }
                  onOpen={() => setDetailOpen(true)}
                />
              );
            })}
          </div>
        </div>
        {shownRows.length === 0 && (
          <p className="table-empty" style={{ top: headHeight }}>
            {empty}
          </p>
        )}
      </div>
      {fresh.count > 0 && (
        <button
          type="button"
          className="fresh-rows"
          style={{ top: headHeight + 8 }}
          data-testid="new-rows"
          onClick={() => {
            virtual.scrollToIndex(settings.order.length === 0 ? 0 : fresh.newest);
            body.current?.focus();
          }}
        >
          {fresh.count.toLocaleString('en')} new {fresh.count === 1 ? 'row' : 'rows'} – show
        </button>
      )}
      {detailOpen && active !== undefined && (
        <RowDetail
          row={active}
          shown={shown}
          current={selection?.to.column ?? 0}
          onClose={() => {
            setDetailOpen(false);
            body.current?.focus();
          }}
        />
      )}
    </div>
  );
});

function* valuesOf(rows: readonly Row[], column: number): Iterable<string | null> {
  for (const row of rows) {
    yield row.values[column] ?? null;
  }
}
