import type { Cell, JobStats } from '@riffle/protocol';
import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { bytes, count } from '../../core/format/number.ts';
import { clockTime, lag } from '../../core/format/time.ts';
import type { ResultSnapshot } from '../../core/results/live-result.ts';
import { studio } from '../../page.ts';
import { EditInPlace } from '../ui/edit-in-place.tsx';
import type { ResultOutputValue } from './result-output.tsx';

const VIEWS = [
  { id: 'table', title: 'Table' },
  { id: 'split', title: 'Table + chart' },
  { id: 'chart', title: 'Chart' },
] as const;

interface ResultStripProps {
  readonly cell: Cell;
  readonly output: ResultOutputValue;
  readonly snapshot: ResultSnapshot | undefined;
  readonly gone: boolean;
}

/** The views of a result, and how it is doing. */
export function ResultStrip({ cell, output, snapshot, gone }: ResultStripProps) {
  return (
    <div className="strip">
      <div role="tablist" aria-label="View" className="tabs">
        {VIEWS.map((view) => (
          <button
            key={view.id}
            type="button"
            role="tab"
            aria-selected={cell.view === view.id}
            className={cell.view === view.id ? 'on' : ''}
            data-testid={`view-${view.id}`}
            onClick={() => void studio.cells.patch(cell.id, { view: view.id })}
          >
            {view.title}
          </button>
        ))}
      </div>
      <div className="strip-figures">
        {gone && <span className="warn-word">rows no longer kept by the server</span>}
        <JobFigures cell={cell} output={output} />
        {snapshot !== undefined && <Rows output={output} snapshot={snapshot} />}
        {cell.status === 'live' && <Pause resultId={output.resultId} />}
      </div>
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

function JobFigures({ cell, output }: { cell: Cell; output: ResultOutputValue }) {
  const job = useJob(cell, output.resultId);
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

function Item({ className, title, children }: { className: string; title: string; children: ReactNode }) {
  return (
    <span className={className} title={title}>
      {children}
    </span>
  );
}

function Rows({ output, snapshot }: { output: ResultOutputValue; snapshot: ResultSnapshot }) {
  const [editing, setEditing] = useState(false);
  const { counts } = snapshot;
  if (editing) {
    return (
      <EditInPlace
        label={`Rows to keep, now ${counts.cap}`}
        className="cap-field"
        value={String(counts.cap)}
        onDone={(typed) => {
          setEditing(false);
          const cap = Number((typed ?? '').replaceAll(/[,\s]/g, ''));
          if (Number.isInteger(cap) && cap >= 1 && cap <= 100_000 && cap !== counts.cap) {
            void studio.cells.setCap(output.resultId, cap);
          }
        }}
      />
    );
  }
  if (counts.dropped === 0) {
    return (
      <Item className="rows" title={`At most ${count(counts.cap)} rows are kept in view`}>
        <b data-testid="row-count">{count(counts.rows)}</b> {counts.rows === 1 ? 'row' : 'rows'}
      </Item>
    );
  }
  const all = snapshot.mode === 'append' ? counts.received : counts.rows + counts.dropped;
  return (
    <Item className="rows" title="More rows came than the view keeps; the query itself sees them all">
      showing the last <b data-testid="row-count">{count(counts.rows)}</b> of {count(all)} rows –{' '}
      <button type="button" className="link" onClick={() => setEditing(true)}>
        change
      </button>
    </Item>
  );
}

function Pause({ resultId }: { resultId: string }) {
  const paused = useStore(studio.ui, (ui) => ui.paused[resultId] !== undefined);
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
      {paused ? 'paused – go on' : 'Pause'}
    </button>
  );
}
