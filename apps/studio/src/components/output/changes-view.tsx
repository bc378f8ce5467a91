// biome-ignore-all lint/a11y: a table of which only the rows in view are drawn, which table elements cannot do
import type { ChangeEntry, ChangeKind } from '@riffle/protocol';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { columnShape, displayText } from '../../core/format/column-shape.ts';
import { count } from '../../core/format/number.ts';
import type { ChangesSnapshot } from '../../core/results/changes-store.ts';
import { studio } from '../../page.ts';
import { columnWidths } from './column-widths.ts';
import type { ResultSource } from './result-panel.tsx';

const KINDS: readonly { readonly kind: ChangeKind; readonly title: string }[] = [
  { kind: '+I', title: 'inserted' },
  { kind: '-U', title: 'before an update' },
  { kind: '+U', title: 'after an update' },
  { kind: '-D', title: 'deleted' },
];
const ROW_HEIGHT = 24;
const HEAD_HEIGHT = 28;
/** Kind and time. */
const LEAD = '52px 108px';

export default function ChangesView({ source, live }: { source: ResultSource; live: boolean }) {
  return source.resultId === null ? (
    <p className="output-hint">
      The changes of an earlier run are not kept with the note. Run the cell to see them come.
    </p>
  ) : (
    <LiveChanges source={source} resultId={source.resultId} live={live} />
  );
}

/** The changelog of a query as it comes, newest first. */
function LiveChanges({ source, resultId, live }: { source: ResultSource; resultId: string; live: boolean }) {
  const subscribe = useCallback((listener: () => void) => studio.changes.subscribe(resultId, listener), [resultId]);
  const state = useSyncExternalStore(subscribe, () => studio.changes.read(resultId));
  const current = state.kind === 'changes' ? state.snapshot : undefined;
  const paused = source.waiting !== null;
  const [held, setHeld] = useState(current);
  if ((!paused || held === undefined) && held !== current) {
    setHeld(current);
  }
  const snapshot = paused ? held : current;
  if (state.kind === 'none') {
    return <p className="output-hint">{state.reason}</p>;
  }
  if (snapshot === undefined) {
    return <p className="output-hint">waiting for changes…</p>;
  }
  return <ChangeLog source={source} snapshot={snapshot} live={live} />;
}

function ChangeLog({ source, snapshot, live }: { source: ResultSource; snapshot: ChangesSnapshot; live: boolean }) {
  const [hidden, setHidden] = useState<readonly ChangeKind[]>([]);
  const { entries, totals, cap, kinds } = snapshot;
  const shown = useMemo(() => entries.filter(([, kind]) => !hidden.includes(kind)).toReversed(), [entries, hidden]);
  const appendOnly = kinds.length === 1 && kinds[0] === '+I';
  const all = KINDS.reduce((sum, { kind }) => sum + totals[kind], 0);
  return (
    <div className="changes" data-testid="changes">
      <div className="changes-bar">
        {KINDS.filter(({ kind }) => kinds.includes(kind) || totals[kind] > 0).map(({ kind, title }) => (
          <button
            key={kind}
            type="button"
            className="change-filter"
            data-kind={kind}
            aria-pressed={!hidden.includes(kind)}
            title={`Rows ${title}: ${hidden.includes(kind) ? 'show' : 'hide'}`}
            onClick={() =>
              setHidden((now) => (now.includes(kind) ? now.filter((other) => other !== kind) : [...now, kind]))
            }
          >
            <b>{kind}</b> {count(totals[kind])}
          </button>
        ))}
        <span className="quiet">
          {appendOnly && 'Rows are only ever added: this query never takes one back. '}
          {all > entries.length
            ? `The last ${count(entries.length)} of ${count(all)} changes, at most ${count(cap)}.`
            : ''}
        </span>
      </div>
      <ChangeRows source={source} entries={shown} live={live} />
    </div>
  );
}

function ChangeRows({
  source,
  entries,
  live,
}: {
  source: ResultSource;
  entries: readonly ChangeEntry[];
  live: boolean;
}) {
  const body = useRef<HTMLDivElement>(null);
  const { columns, rows } = source;
  const hasRows = rows.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: widths follow the first rows and stay as they are from then on
  const widths = useMemo(() => columnWidths(columns, rows), [columns, hasRows]);
  const shapes = useMemo(
    () =>
      columns.map((column, i) =>
        columnShape(
          column,
          entries.map(([, , , values]) => values[i] ?? null),
        ),
      ),
    [columns, entries],
  );
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => entries[index]?.[0] ?? index,
    overscan: 8,
    scrollMargin: HEAD_HEIGHT,
  });
  const grid = `${LEAD} ${widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' ')}`;
  return (
    <div
      ref={body}
      className="table changes-table"
      role="table"
      aria-label="Changes, newest first"
      aria-rowcount={entries.length + 1}
      tabIndex={0}
      data-own-keys
    >
      <div className="table-inner" style={{ minWidth: widths.reduce((sum, width) => sum + width, 160) }}>
        <div role="row" className="table-head changes-head" style={{ gridTemplateColumns: grid }}>
          <span role="columnheader">kind</span>
          <span role="columnheader">came at</span>
          {columns.map((column, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
            <span key={i} role="columnheader" className={column.role === 'number' ? 'right' : undefined}>
              {column.name}
            </span>
          ))}
        </div>
        <div style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const entry = entries[item.index];
            if (entry === undefined) {
              return null;
            }
            const [number, kind, at, values] = entry;
            return (
              <div
                key={number}
                role="row"
                className="table-row change-row"
                data-kind={kind}
                data-testid="change-row"
                style={{ gridTemplateColumns: grid, transform: `translateY(${item.start}px)` }}
              >
                <span role="cell" className="change-kind">
                  {kind}
                </span>
                <span role="cell" className="quiet" title={new Date(at).toISOString()}>
                  {clock(at)}
                </span>
                {columns.map((column, i) => {
                  const value = values[i] ?? null;
                  const shape = shapes[i];
                  return (
                    <span
                      // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                      key={i}
                      role="cell"
                      className={column.role === 'number' ? 'right' : undefined}
                      title={value ?? 'NULL'}
                    >
                      {value === null ? (
                        <span className="null">NULL</span>
                      ) : shape === undefined ? (
                        value
                      ) : (
                        displayText(value, shape)
                      )}
                    </span>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
      {entries.length === 0 && (
        <p className="table-empty" style={{ top: HEAD_HEIGHT }}>
          {live ? 'no such change yet' : 'no such change'}
        </p>
      )}
    </div>
  );
}

/** The local wall clock to the millisecond. */
function clock(at: number): string {
  const time = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
