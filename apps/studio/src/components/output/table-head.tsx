import type { KeyboardEvent, PointerEvent } from 'react';
import { shortType, wholeType } from '../../core/format/column-type.ts';
import { FILTER_HELP } from '../../core/results/filter-rows.ts';
import { nextOrder } from '../../core/results/sort-rows.ts';
import type { ShownColumn, TableSettings } from '../../core/results/table-settings.ts';

interface TableHeadProps {
  readonly id: string;
  readonly shown: readonly ShownColumn[];
  readonly grid: string;
  readonly widths: readonly number[];
  readonly settings: TableSettings;
  readonly problems: Readonly<Record<number, string>>;
  readonly onSettings: (change: (settings: TableSettings) => TableSettings) => void;
  /** The person is done with the fields: the focus belongs to the rows. */
  readonly onDone: () => void;
}

export function TableHead({ id, shown, grid, widths, settings, problems, onSettings, onDone }: TableHeadProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the head of the grid this is in
    <div className="table-head" role="rowgroup">
      {/* biome-ignore lint/a11y: a row of the grid this is in */}
      <div role="row" aria-rowindex={1} className="head-row" style={{ gridTemplateColumns: grid }}>
        {shown.map(({ column, index }, i) => {
          const place = settings.order.findIndex((key) => key.column === index);
          const direction = settings.order[place]?.direction;
          return (
            // biome-ignore lint/a11y: a head cell of the grid this is in
            <div
              key={index}
              role="columnheader"
              aria-colindex={i + 1}
              aria-sort={direction ?? 'none'}
              className={column.role === 'number' ? 'head-cell right' : 'head-cell'}
            >
              <button
                type="button"
                tabIndex={-1}
                title={`${column.name}: ${wholeType(column)}. Click to sort, with Shift by this column too`}
                onClick={(event) => {
                  const more = event.shiftKey;
                  onSettings((now) => ({ ...now, order: nextOrder(now.order, index, more) }));
                }}
              >
                <span>
                  {column.name}
                  {direction !== undefined && (
                    <span className="sort-sign">
                      {direction === 'ascending' ? ' ↑' : ' ↓'}
                      {settings.order.length > 1 ? place + 1 : ''}
                    </span>
                  )}
                </span>
                <small>{shortType(column)}</small>
              </button>
              <span
                className="resizer"
                aria-hidden="true"
                title="Drag to resize, double-click for the usual width"
                onPointerDown={(event) =>
                  startResize(event, widths[i] ?? 0, (width) =>
                    onSettings((now) => ({ ...now, widths: { ...now.widths, [index]: width } })),
                  )
                }
                onDoubleClick={() =>
                  onSettings(({ widths: { [index]: _, ...widths }, ...rest }) => ({ ...rest, widths }))
                }
              />
            </div>
          );
        })}
      </div>
      {settings.filtering && (
        <div className="filter-row" style={{ gridTemplateColumns: grid }}>
          {shown.map(({ column, index }) => (
            <input
              key={index}
              id={`${id}-filter-${index}`}
              type="text"
              className="filter-field"
              aria-label={`Filter ${column.name}`}
              aria-invalid={problems[index] !== undefined}
              title={problems[index] ?? FILTER_HELP}
              placeholder={column.role === 'number' ? '> 10' : column.role === 'time' ? '> 09:30' : 'contains'}
              spellCheck={false}
              value={settings.filters[index] ?? ''}
              onChange={(event) => {
                const typed = event.target.value;
                onSettings((now) => ({ ...now, filters: { ...now.filters, [index]: typed } }));
              }}
              onKeyDown={(event) => leaveField(event, onDone)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** Enter, Escape and the arrow down lead from a field to the rows. */
function leaveField(event: KeyboardEvent, onDone: () => void): void {
  if (event.key === 'Enter' || event.key === 'Escape' || event.key === 'ArrowDown') {
    event.preventDefault();
    event.stopPropagation();
    onDone();
  }
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
