import type { Cell } from '@riffle/protocol';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { ordinal, plural } from '../../../core/format/number.ts';
import { duration, runningTime } from '../../../core/format/time.ts';
import { type CellLook, frozenBy, isRunning, problemCount } from '../../../core/notes/cell-look.ts';
import { studio } from '../../../page.ts';
import { StalePill } from '../../insight/stale-pill.tsx';
import { useResult } from '../../output/use-result.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useCellLook } from '../use-cell-look.ts';

/** The state of a cell in words, with a sign; colour only repeats them. */
export function StatePill({ cell }: { cell: Cell }) {
  const { look, signs } = useCellLook(cell);
  const asking = useStore(studio.ui, (ui) => ui.asking[cell.id] === true);
  if (asking) {
    return (
      <StateOf tone="queued" icon="clock" title="The run was asked for; no answer has come yet">
        waiting for the server…
      </StateOf>
    );
  }
  return (
    <>
      {signs.edited && (
        <Pill tone="edited" icon="rename" title="The text has changed since it ran" testId="cell-edited">
          edited
        </Pill>
      )}
      {signs.stale && isRunning(cell.status) && <StalePill cell={cell} testId="cell-stale" />}
      <State cell={cell} look={look} />
    </>
  );
}

function State({ cell, look }: { cell: Cell; look: CellLook }): ReactNode {
  switch (look) {
    case 'empty':
      return <StateOf tone="plain">empty</StateOf>;
    case 'not-run':
      return <StateOf tone="plain">not run</StateOf>;
    case 'queued':
      return <Queued cell={cell} />;
    case 'starting':
      return <Starting since={cell.run?.startedAt} />;
    case 'live':
      return <Live cell={cell} />;
    case 'paused':
      return (
        <StateOf tone="live" icon="pause" title="The view stands still; the job runs on">
          view paused <RunningFor since={cell.run?.startedAt} />
        </StateOf>
      );
    case 'finished':
    case 'edited':
      return cell.status === 'cancelled' ? <Cancelled cell={cell} /> : <Finished cell={cell} />;
    case 'cancelled':
      return <Cancelled cell={cell} />;
    case 'failed':
      return (
        <StateOf tone="bad" icon="alert">
          {plural(Math.max(1, problemCount(cell)), 'problem')}
        </StateOf>
      );
    case 'stale':
      return <StalePill cell={cell} testId="cell-state" />;
    case 'disabled':
      return (
        <StateOf tone="quiet" icon="slash" title="Run all leaves this cell out. Its menu enables it">
          disabled
        </StateOf>
      );
    case 'frozen':
      return (
        <StateOf tone="stale" icon="bolt" title={`The ${frozenBy(cell)} ended under this cell`}>
          frozen: {frozenBy(cell)} restarted
        </StateOf>
      );
  }
}

interface PillProps {
  readonly tone: 'plain' | 'quiet' | 'live' | 'queued' | 'bad' | 'stale' | 'edited';
  readonly icon?: IconName;
  readonly title?: string;
  readonly testId?: string;
  readonly children: ReactNode;
}

function Pill({ tone, icon, title, testId, children }: PillProps) {
  return (
    <span className={`pill ${tone}`} title={title} data-testid={testId}>
      {icon !== undefined && <Icon name={icon} size={12} />}
      <span className="pill-words">{children}</span>
    </span>
  );
}

/** The one pill that every cell has. */
function StateOf(props: PillProps) {
  return <Pill {...props} testId="cell-state" />;
}

function Queued({ cell }: { cell: Cell }) {
  const starting = useStore(studio.connection, (state) => state.interpreter?.state === 'starting');
  const place = cell.run?.place ?? 1;
  return (
    <StateOf tone="queued" icon="clock" title={`Place ${place} in line`}>
      {starting ? 'queued: interpreter starting' : `queued: ${place === 1 ? 'next' : `${ordinal(place)} in line`}`}
    </StateOf>
  );
}

/** After two seconds the time it takes is said too. */
function Starting({ since }: { since: number | undefined }) {
  const waited = useNow() - (since ?? Number.POSITIVE_INFINITY);
  return (
    <StateOf tone="queued" icon="ring" title="The statement is being planned, and its job started">
      starting…{waited >= 2000 && <span className="running-time"> {runningTime(waited)}</span>}
    </StateOf>
  );
}

/** A stream is live; a query that will end by itself is running. */
function Live({ cell }: { cell: Cell }) {
  return (
    <StateOf tone="live">
      <span className="dot" /> {cell.language === 'bsql' ? 'running' : 'live'}{' '}
      <RunningFor since={cell.run?.startedAt} />
    </StateOf>
  );
}

function RunningFor({ since }: { since: number | undefined }) {
  const now = useNow();
  return since === undefined ? null : <span className="running-time">{runningTime(now - since)}</span>;
}

function Finished({ cell }: { cell: Cell }) {
  const took = tookWords(cell);
  return (
    <StateOf tone="quiet" icon="check">
      finished{took === undefined ? '' : ` · ${took}`}
      <RowsOf cell={cell} />
    </StateOf>
  );
}

function Cancelled({ cell }: { cell: Cell }) {
  const { run } = cell;
  if (run?.reason !== undefined) {
    return (
      <StateOf tone="quiet" icon="slash" title="Running several cells ends at the first that fails">
        not run: {run.reason}
      </StateOf>
    );
  }
  const took = tookWords(cell);
  return (
    <StateOf tone="quiet" icon="stop">
      cancelled{took === undefined ? '' : ` after ${took}`}
      <RowsOf cell={cell} />
    </StateOf>
  );
}

function tookWords({ run }: Cell): string | undefined {
  const { startedAt, finishedAt } = run ?? {};
  return startedAt === undefined || finishedAt === undefined ? undefined : duration(finishedAt - startedAt);
}

function RowsOf({ cell }: { cell: Cell }) {
  const result = cell.run?.outputs.find((output) => output.kind === 'result');
  return result === undefined ? null : <RowCount resultId={result.resultId} />;
}

function RowCount({ resultId }: { resultId: string }) {
  const state = useResult(resultId, 250);
  const rows = state.kind === 'loading' ? undefined : state.snapshot?.counts.rows;
  return rows === undefined ? null : <> · {plural(rows, 'row')}</>;
}
