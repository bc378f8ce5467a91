import type { Cell } from '@riffle/protocol';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { plural } from '../../../core/format/number.ts';
import { duration, runningTime } from '../../../core/format/time.ts';
import { cellLook, problemCount } from '../../../core/notes/cell-look.ts';
import { studio } from '../../../page.ts';
import { useResult } from '../../output/use-result.ts';
import { useNow } from '../../ui/use-now.ts';

/** The state of a cell in words; colour only repeats it. */
export function StatePill({ cell }: { cell: Cell }) {
  const ran = cell.run?.text;
  const edited = useStore(studio.drafts.store, (drafts) => {
    const text = drafts.documents[cell.id]?.text;
    return ran !== undefined && text !== undefined && text !== ran;
  });
  return (
    <>
      {edited && cell.status !== 'idle' && (
        <span className="pill edited" title="The text has changed since it ran" data-testid="cell-edited">
          edited
        </span>
      )}
      <State cell={cell} />
    </>
  );
}

function State({ cell }: { cell: Cell }): ReactNode {
  const look = cellLook(cell);
  switch (look) {
    case 'idle':
      return null;
    case 'disabled':
      return <Pill look="quiet">disabled</Pill>;
    case 'queued':
      return <Pill look="queued">{cell.run?.place === undefined ? 'queued' : `queued (${cell.run.place})`}</Pill>;
    case 'starting':
      return <Pill look="queued">starting…</Pill>;
    case 'live':
      return (
        <Pill look="live">
          <span className="dot" />
          live {cell.run?.startedAt !== undefined && <RunningFor since={cell.run.startedAt} />}
        </Pill>
      );
    case 'finished':
      return <Finished cell={cell} />;
    case 'cancelled':
      return <Pill look="quiet">cancelled</Pill>;
    case 'failed':
      return <Pill look="bad">{plural(Math.max(1, problemCount(cell)), 'problem')}</Pill>;
    case 'frozen':
      return (
        <Pill look="stale" title="The interpreter ended under this cell. Run it again to go on.">
          frozen: interpreter restarted
        </Pill>
      );
  }
}

function Pill({ look, title, children }: { look: string; title?: string; children: ReactNode }) {
  return (
    <span className={`pill ${look}`} title={title} data-testid="cell-state">
      {children}
    </span>
  );
}

function RunningFor({ since }: { since: number }) {
  return <span className="running-time">{runningTime(useNow() - since)}</span>;
}

function Finished({ cell }: { cell: Cell }) {
  const { run } = cell;
  const result = run?.outputs.find((output) => output.kind === 'result');
  const took =
    run?.startedAt === undefined || run.finishedAt === undefined ? undefined : duration(run.finishedAt - run.startedAt);
  return (
    <Pill look="quiet">
      finished{took === undefined ? '' : ` · ${took}`}
      {result !== undefined && <RowCount resultId={result.resultId} />}
    </Pill>
  );
}

function RowCount({ resultId }: { resultId: string }) {
  const state = useResult(resultId, 1000);
  const rows = state.kind === 'loading' ? undefined : state.snapshot?.counts.rows;
  return rows === undefined ? null : <> · {plural(rows, 'row')}</>;
}
