import { useEffect, useRef } from 'react';
import { wholeType } from '../../core/format/column-type.ts';
import { prettyValue } from '../../core/format/pretty-value.ts';
import type { Row } from '../../core/results/live-result.ts';
import type { ShownColumn } from '../../core/results/table-settings.ts';
import { Icon } from '../ui/icon.tsx';

interface RowDetailProps {
  readonly row: Row;
  readonly shown: readonly ShownColumn[];
  /** The place of the column the person stands in. */
  readonly current: number;
  readonly onClose: () => void;
}

/** One row with every value in full, laid out for reading. It follows the cell that keys move from. */
export function RowDetail({ row, shown, current, onClose }: RowDetailProps) {
  const here = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field comes into view when another one is current
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' });
  }, [current, row.number]);
  return (
    <section className="row-detail" aria-label="Row in full" data-testid="row-detail" data-own-keys>
      <button type="button" className="icon-button small row-detail-close" aria-label="Close the row" onClick={onClose}>
        <Icon name="close" size={14} />
      </button>
      <dl>
        {shown.map(({ column, index }, i) => {
          const value = row.values[index] ?? null;
          return (
            <div key={index} ref={i === current ? here : undefined} className={i === current ? 'current' : undefined}>
              <dt>
                {column.name} <small>{wholeType(column)}</small>
                {value !== null && (
                  <button type="button" className="link" onClick={() => void navigator.clipboard.writeText(value)}>
                    Copy
                  </button>
                )}
              </dt>
              <dd>
                {value === null ? (
                  <span className="null">NULL</span>
                ) : value === '' ? (
                  <span className="null">empty text</span>
                ) : (
                  <pre>{prettyValue(value)}</pre>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
