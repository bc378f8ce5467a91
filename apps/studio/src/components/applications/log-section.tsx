import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MOST_LINES, type NumberedLine } from '../../core/applications/application-store.ts';
import { LEVELS, type LogLevel, linesFrom } from '../../core/applications/log-filter.ts';
import { count, plural } from '../../core/format/number.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';

const NO_LINES: readonly NumberedLine[] = [];

/** The log as it grows: filtered by level and words, and held still on request. */
export function LogSection({ name }: { name: string }) {
  useEffect(() => studio.applications.watchLog(name), [name]);
  const lines = useStore(studio.applications.store, (state) => state.logs[name] ?? NO_LINES);
  const [level, setLevel] = useState<LogLevel>('DEBUG');
  const [search, setSearch] = useState('');
  const [held, setHeld] = useState<readonly NumberedLine[] | null>(null);
  const shown = linesFrom(held ?? lines, level, search);
  const waiting = held === null ? 0 : lines.filter(({ number }) => number > (held.at(-1)?.number ?? 0)).length;
  return (
    <>
      <div className="log-bar">
        <select
          aria-label="Least level"
          value={level}
          data-testid="log-level"
          onChange={(event) => setLevel(event.target.value as LogLevel)}
        >
          {LEVELS.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <input
          className="plain-field wide"
          type="search"
          aria-label="Search the log"
          placeholder="Search"
          value={search}
          data-testid="log-search"
          onChange={(event) => setSearch(event.target.value)}
        />
        <button
          type="button"
          className="button"
          aria-pressed={held !== null}
          data-testid="log-pause"
          onClick={() => setHeld(held === null ? lines : null)}
        >
          <Icon name={held === null ? 'pause' : 'run'} size={13} />
          {held === null ? 'Pause' : 'Go on'}
        </button>
        <span className="field-hint grow" role="status">
          {held === null ? `${plural(shown.length, 'line')}` : `paused, ${plural(waiting, 'new line')}`}
          {lines.length >= MOST_LINES && `; the last ${count(MOST_LINES)} are kept here, older ones in the log file`}
        </span>
      </div>
      <Lines lines={shown} still={held !== null} search={search} />
    </>
  );
}

interface LinesProps {
  readonly lines: readonly NumberedLine[];
  readonly still: boolean;
  readonly search: string;
}

/** Most lines drawn at once: what is above them can be searched for. */
const DRAWN = 1000;
/** So near the end, new lines pull the view along. */
const NEAR_END = 24;

function Lines({ lines, still, search }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const last = lines.at(-1)?.number;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what the view follows
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && follows.current && !still) {
      element.scrollTop = element.scrollHeight;
    }
  }, [last, still]);
  if (lines.length === 0) {
    return (
      <p className="jobs-empty">{search === '' ? 'The log has no such lines yet.' : 'No line has these words.'}</p>
    );
  }
  return (
    <div
      ref={box}
      className="jobs-card log"
      role="log"
      aria-live="off"
      aria-label="Log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys too
      tabIndex={0}
      data-own-keys
      data-testid="log"
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        follows.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      {lines.slice(-DRAWN).map((line) => (
        <p key={line.number} className="log-line" data-level={line.level}>
          <span className="log-time">{line.at === null ? '' : new Date(line.at).toISOString().slice(11, 23)}</span>
          <span className="log-level">{line.at === null ? '' : line.level.toLowerCase()}</span>
          <span className="log-text">{line.text}</span>
        </p>
      ))}
    </div>
  );
}
