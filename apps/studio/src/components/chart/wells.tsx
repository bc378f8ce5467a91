/** Columns as things to drag, and the places of a chart they are dropped in; lists do the same from the keyboard. */
import type { AggregationName, ResultColumn } from '@riffle/protocol';
import { type DragEvent, useState } from 'react';
import { shortType } from '../../core/format/column-type.ts';

const AGGREGATIONS: readonly AggregationName[] = ['sum', 'count', 'avg', 'min', 'max'];
const DRAGGED = 'application/x-riffle-column';

export function ColumnChips({ columns }: { columns: readonly ResultColumn[] }) {
  return (
    <ul className="chips" aria-label="Columns to drag">
      {columns.map((column, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
        <li key={i}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is the mouse's way; keys have the lists */}
          <span
            className="chip"
            draggable
            title={`${column.name} ${shortType(column)}: drag it to a place below`}
            data-testid={`chip-${column.name}`}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED, column.name);
              event.dataTransfer.effectAllowed = 'copy';
            }}
          >
            {column.name}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface Chosen {
  readonly name: string;
  readonly aggregation?: AggregationName;
}

interface WellProps {
  readonly title: string;
  readonly hint?: string;
  readonly columns: readonly ResultColumn[];
  readonly chosen: readonly Chosen[];
  /** Takes one column only. */
  readonly single?: boolean;
  /** Each column comes with an aggregation. */
  readonly aggregated?: boolean;
  readonly onChange: (chosen: readonly Chosen[]) => void;
}

export function Well({ title, hint, columns, chosen, single, aggregated, onChange }: WellProps) {
  const [over, setOver] = useState(false);
  // A value may be there twice, with two aggregations; a key may not.
  const left = columns.filter(({ name }) => aggregated === true || !chosen.some((one) => one.name === name));

  function add(name: string): void {
    if (left.some((column) => column.name === name)) {
      onChange(single === true ? [{ name }] : [...chosen, { name }]);
    }
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.getData(DRAGGED));
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: it takes what is dragged, a fieldset's legend would not lay out
    <div
      className="well"
      role="group"
      aria-label={title}
      data-over={over}
      data-testid={`well-${title.toLowerCase()}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p className="well-title">
        {title} {hint !== undefined && <span className="quiet">{hint}</span>}
      </p>
      {chosen.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a value may be there twice
        <div key={i} className="well-item">
          <span className="well-name" title={one.name}>
            {one.name}
          </span>
          {aggregated === true && (
            <select
              aria-label={`Aggregation of ${one.name}`}
              value={one.aggregation}
              onChange={(event) => {
                const aggregation = AGGREGATIONS.find((other) => other === event.target.value) ?? 'sum';
                onChange(chosen.map((other, at) => (at === i ? { ...other, aggregation } : other)));
              }}
            >
              {AGGREGATIONS.map((aggregation) => (
                <option key={aggregation}>{aggregation}</option>
              ))}
            </select>
          )}
          <button
            type="button"
            aria-label={`Take ${one.name} out of ${title}`}
            onClick={() => onChange(chosen.filter((_, at) => at !== i))}
          >
            ×
          </button>
        </div>
      ))}
      {left.length > 0 && (
        <select
          className="well-add"
          aria-label={`Add to ${title}`}
          value=""
          onChange={(event) => add(event.target.value)}
        >
          <option value="">{single === true && chosen.length > 0 ? 'change…' : 'add…'}</option>
          {left.map(({ name }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
            <option key={i}>{name}</option>
          ))}
        </select>
      )}
    </div>
  );
}
