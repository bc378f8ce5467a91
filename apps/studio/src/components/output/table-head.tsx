import type { ResultColumn } from '@riffle/protocol';
import type { PointerEvent } from 'react';
import { shortType, wholeType } from '../../core/format/column-type.ts';
import type { SortOrder } from '../../core/results/sort-rows.ts';

interface TableHeadProps {
  readonly columns: readonly ResultColumn[];
  readonly grid: string;
  readonly order: SortOrder | null;
  readonly widths: readonly number[];
  readonly onSort: (column: number) => void;
  readonly onResize: (column: number, width: number) => void;
}

export function TableHead({ columns, grid, order, widths, onSort, onResize }: TableHeadProps) {
  return (
    // biome-ignore lint/a11y: a row of the grid this is in
    <div role="row" aria-rowindex={1} className="table-head" style={{ gridTemplateColumns: grid }}>
      {columns.map((column, i) => (
        // biome-ignore lint/a11y: a head cell of the grid this is in
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
          key={i}
          role="columnheader"
          aria-sort={order?.column === i ? order.direction : 'none'}
          className={column.role === 'number' ? 'head-cell right' : 'head-cell'}
        >
          <button
            type="button"
            tabIndex={-1}
            title={`${column.name}: ${wholeType(column)}. Click to sort`}
            onClick={() => onSort(i)}
          >
            <span>
              {column.name}
              {order?.column === i && (
                <span className="sort-sign">{order.direction === 'ascending' ? ' ↑' : ' ↓'}</span>
              )}
            </span>
            <small>{shortType(column)}</small>
          </button>
          <span
            className="resizer"
            aria-hidden="true"
            onPointerDown={(event) => startResize(event, widths[i] ?? 0, (width) => onResize(i, width))}
          />
        </div>
      ))}
    </div>
  );
}

function startResize(event: PointerEvent<HTMLElement>, width: number, onWidth: (width: number) => void): void {
  const handle = event.currentTarget;
  const drawn = handle.parentElement?.getBoundingClientRect().width ?? width;
  const from = event.clientX;
  handle.setPointerCapture(event.pointerId);
  handle.onpointermove = (move) => onWidth(Math.max(40, Math.round(drawn + move.clientX - from)));
  handle.onpointerup = () => {
    handle.onpointermove = null;
  };
}
