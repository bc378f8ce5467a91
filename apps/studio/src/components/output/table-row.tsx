import type { ResultColumn } from '@riffle/protocol';
import { memo } from 'react';
import { type ColumnShape, sameShape } from '../../core/format/column-shape.ts';
import type { Row } from '../../core/results/live-result.ts';
import type { Corner } from '../../core/results/selection.ts';
import { ValueText } from './value-text.tsx';

export type { Selection } from '../../core/results/selection.ts';

interface TableRowProps {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly grid: string;
  readonly columns: readonly ResultColumn[];
  readonly shapes: readonly ColumnShape[];
  /** The marked columns as `first-last`; null when the row is not marked. */
  readonly selected: string | null;
  readonly onSelect: (corner: Corner, extend: boolean) => void;
}

const PLAIN: ColumnShape = { kind: 'plain' };

export const TableRow = memo(
  function TableRow({ row, index, top, grid, columns, shapes, selected, onSelect }: TableRowProps) {
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
        {columns.map((column, i) => {
          const value = row.values[i] ?? null;
          const change = row.changed?.columns[i] ?? 'same';
          const marked = i >= (first ?? 1) && i <= (last ?? 0);
          return (
            // biome-ignore lint/a11y: a cell of the grid this is in; the grid has the keys
            <div
              // The tick in the key starts the flash of a changed value anew.
              key={change === 'same' ? i : `${i}-${row.changed?.tick}`}
              role="gridcell"
              aria-selected={marked}
              className={`table-cell${column.role === 'number' ? ' right' : ''}${change === 'same' ? '' : ` flash-${change}`}${marked ? ' marked' : ''}`}
              title={value ?? 'NULL'}
              onMouseDown={(event) => onSelect({ row: row.number, column: i }, event.shiftKey)}
              onMouseEnter={(event) => {
                if (event.buttons === 1) {
                  onSelect({ row: row.number, column: i }, true);
                }
              }}
            >
              <ValueText value={value} shape={shapes[i] ?? PLAIN} />
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
    a.columns === b.columns &&
    a.shapes.every((shape, i) => sameShape(shape, b.shapes[i])),
);
