import { memo } from 'react';
import { type ColumnShape, sameShape } from '../../core/format/column-shape.ts';
import type { Row } from '../../core/results/live-result.ts';
import type { Corner } from '../../core/results/selection.ts';
import type { ShownColumn } from '../../core/results/table-settings.ts';
import { cellId } from './cell-id.ts';
import { ValueText } from './value-text.tsx';

interface TableRowProps {
  /** The table's, for the ids of cells. */
  readonly id: string;
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly grid: string;
  readonly shown: readonly ShownColumn[];
  /** By the columns' places in the result. */
  readonly shapes: readonly ColumnShape[];
  /** The marked columns as `first-last`; null when the row is not marked. */
  readonly selected: string | null;
  /** The column of the cell that keys move from; null when it is in another row. */
  readonly active: number | null;
  readonly onSelect: (corner: Corner, extend: boolean) => void;
  readonly onOpen: () => void;
}

const PLAIN: ColumnShape = { kind: 'plain' };
/** A tooltip longer than this hides the table; the whole value is in the row's detail. */
const LONGEST_TITLE = 1_000;

export const TableRow = memo(
  function TableRow({ id, row, index, top, grid, shown, shapes, selected, active, onSelect, onOpen }: TableRowProps) {
    const [first, last] = selected === null ? [1, 0] : selected.split('-').map(Number);
    return (
      // biome-ignore lint/a11y: a row of the grid this is in
      <div
        role="row"
        data-testid="result-row"
        aria-rowindex={index + 2}
        className="table-row"
        style={{ gridTemplateColumns: grid, transform: `translateY(${top}px)` }}
      >
        {shown.map(({ column, index: place }, i) => {
          const value = row.values[place] ?? null;
          const change = row.changed?.columns[place] ?? 'same';
          const marked = i >= (first ?? 1) && i <= (last ?? 0);
          return (
            // biome-ignore lint/a11y: a cell of the grid this is in; the grid has the keys
            <div
              // The tick in the key starts the flash of a changed value anew.
              key={change === 'same' ? place : `${place}-${row.changed?.tick}`}
              id={cellId(id, row.number, i)}
              role="gridcell"
              aria-colindex={i + 1}
              aria-selected={marked}
              className={`table-cell${column.role === 'number' ? ' right' : ''}${change === 'same' ? '' : ` flash-${change}`}${marked ? ' marked' : ''}${active === i ? ' active' : ''}`}
              title={titleOf(value)}
              onMouseDown={(event) => onSelect({ row: row.number, column: i }, event.shiftKey)}
              onMouseEnter={(event) => {
                if (event.buttons === 1) {
                  onSelect({ row: row.number, column: i }, true);
                }
              }}
              onDoubleClick={onOpen}
            >
              <ValueText value={value} shape={shapes[place] ?? PLAIN} />
            </div>
          );
        })}
      </div>
    );
  },
  (a, b) =>
    a.row === b.row &&
    a.index === b.index &&
    a.top === b.top &&
    a.grid === b.grid &&
    a.selected === b.selected &&
    a.active === b.active &&
    a.shown === b.shown &&
    a.shapes.every((shape, i) => sameShape(shape, b.shapes[i])),
);

function titleOf(value: string | null): string {
  if (value === null) {
    return 'NULL';
  }
  return value.length <= LONGEST_TITLE ? value : `${value.slice(0, LONGEST_TITLE)}… (Enter shows all)`;
}
