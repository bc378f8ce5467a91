import type { Cell, JobStats, ResultViewName } from '@riffle/protocol';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { bytes, count } from '../../core/format/number.ts';
import { clockTime, lag } from '../../core/format/time.ts';
import type { Row } from '../../core/results/live-result.ts';
import { isFiltered, type TableSettings } from '../../core/results/table-settings.ts';
import { studio } from '../../page.ts';
import { ExportMenu } from './export-menu.tsx';
import type { ResultSource } from './result-panel.tsx';
import { RowsShown } from './rows-shown.tsx';
import { Item } from './strip-item.tsx';

const VIEWS: readonly { readonly id: ResultViewName; readonly title: string }[] = [
  { id: 'table', title: 'Table' },
  { id: 'split', title: 'Table + chart' },
  { id: 'chart', title: 'Chart' },
  { id: 'changes', title: 'Changes' },
  { id: 'plan', title: 'Plan' },
];
const SINGLE_VIEWS = VIEWS.filter(({ id }) => id !== 'split' && id !== 'chart').map((view) =>
  view.id === 'table' ? { ...view, title: 'Row' } : view,
);

interface ResultStripProps {
  readonly cell: Cell;
  readonly place: number;
  readonly view: ResultViewName;
  readonly source: ResultSource;
  /** The rows as the table shows them. */
  readonly visible: readonly Row[];
  readonly settings: TableSettings;
  readonly onSettings: (change: (settings: TableSettings) => TableSettings) => void;
}

/** The views of a result, and how it is doing. */
export function ResultStrip({ cell, place, view, source, visible, settings, onSettings }: ResultStripProps) {
  const filtered = isFiltered(settings);
  const hasTable = (view === 'table' || view === 'split') && source.mode !== 'single';
  return (
    <div className="strip">
      <ViewTabs
        view={view}
        views={source.mode === 'single' ? SINGLE_VIEWS : VIEWS}
        onView={(next) => void studio.cells.patch(cell.id, { display: { index: place, view: next } })}
      />
      <div className="strip-figures">
        {source.gone && <span className="warn-word">rows no longer kept by the server</span>}
        {source.resultId !== null && <JobFigures cell={cell} resultId={source.resultId} />}
        <RowsShown source={source} />
        {cell.status === 'live' && source.resultId !== null && (
          <Pause resultId={source.resultId} waiting={source.waiting} />
        )}
      </div>
      <div className="strip-actions">
        {hasTable && (
          <button
            type="button"
            className={filtered ? 'link on' : 'link'}
            aria-pressed={settings.filtering}
            title={filtered ? 'Rows are filtered' : 'Look for rows, choose columns (F)'}
            data-testid="filter-toggle"
            onClick={() => onSettings((now) => ({ ...now, filtering: !now.filtering }))}
          >
            {filtered ? 'Filtered' : 'Filter'}
          </button>
        )}
        <ExportMenu cell={cell} source={source} visible={visible} settings={settings} />
      </div>
    </div>
  );
}

interface ViewTabsProps {
  readonly view: ResultViewName;
  readonly views: typeof VIEWS;
  readonly onView: (view: ResultViewName) => void;
}

function ViewTabs({ view, views, onView }: ViewTabsProps) {
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = views[(views.findIndex(({ id }) => id === view) + step + views.length) % views.length];
    if (step !== 0 && next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      onView(next.id);
      event.currentTarget.querySelector<HTMLElement>(`[data-view="${next.id}"]`)?.focus();
    }
  }
  return (
    <div role="tablist" aria-label="View" className="tabs" onKeyDown={onKeyDown}>
      {views.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          role="tab"
          data-view={id}
          tabIndex={view === id ? 0 : -1}
          aria-selected={view === id}
          className={view === id ? 'on' : ''}
          data-testid={`view-${id}`}
          onClick={() => onView(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

/** The job behind a result: of that id, or the only one the cell has. */
function useJob(cell: Cell, resultId: string): JobStats | undefined {
  return useStore(studio.notes, (state) => {
    const jobs = state.jobs[cell.id];
    return jobs === undefined ? undefined : (jobs[resultId] ?? Object.values(jobs).at(-1));
  });
}

function JobFigures({ cell, resultId }: { cell: Cell; resultId: string }) {
  const job = useJob(cell, resultId);
  if (job === undefined) {
    return null;
  }
  return (
    <>
      {cell.status === 'live' && (
        <Item className="rate" title="Rows read in the last second">
          <b>{count(job.rowsInPerSecond)}</b> rows/s in
        </Item>
      )}
      {job.watermark !== null && (
        <Item className="watermark" title={`Event time has come to ${new Date(job.watermark).toISOString()}`}>
          watermark <b>{clockTime(job.watermark)}</b>
          {cell.status === 'live' && job.behindMs !== null && ` · ${lag(job.behindMs)} behind`}
        </Item>
      )}
      <Item className="state" title="What the query keeps in memory to go on">
        state <b>{bytes(job.stateBytes)}</b>
      </Item>
    </>
  );
}

function Pause({ resultId, waiting }: { resultId: string; waiting: number | null }) {
  const paused = waiting !== null;
  return (
    <button
      type="button"
      className={paused ? 'link paused' : 'link'}
      aria-pressed={paused}
      title={paused ? 'Show the rows as they are now' : 'Hold the view still; the job runs on'}
      data-testid="pause"
      onClick={() =>
        studio.ui.setState(({ paused: { [resultId]: since, ...rest } }) => ({
          paused: since === undefined ? { ...rest, [resultId]: Date.now() } : rest,
        }))
      }
    >
      {paused ? `paused, ${count(waiting)} ${waiting === 1 ? 'change' : 'changes'} waiting – go on` : 'Pause'}
    </button>
  );
}
