import type { Cell, Output } from '@riffle/protocol';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ResultSnapshot } from '../../core/results/live-result.ts';
import { studio } from '../../page.ts';
import { ResultPanel } from './result-panel.tsx';
import { useResult } from './use-result.ts';

export type ResultOutputValue = Extract<Output, { kind: 'result' }>;

/** The rows of a query as the server has them. */
export function ResultOutput({ cell, output, place }: { cell: Cell; output: ResultOutputValue; place: number }) {
  const { resultId } = output;
  const state = useResult(resultId);
  const current = state.kind === 'loading' ? undefined : state.snapshot;
  const snapshot = useFrozen(resultId, current);
  const paused = useStore(studio.ui, (ui) => ui.paused[resultId] !== undefined);
  if (state.kind === 'gone' && snapshot === undefined) {
    return <p className="output-hint">The rows of this run are no longer kept. Run the cell again to see them.</p>;
  }
  return (
    <ResultPanel
      cell={cell}
      place={place}
      source={{
        id: resultId,
        resultId,
        columns: snapshot?.columns ?? output.columns,
        rows: snapshot?.rows ?? NO_ROWS,
        counts: snapshot?.counts,
        mode: output.mode,
        statement: output.statement,
        template: output.template,
        gone: state.kind === 'gone',
        waiting: paused ? (current?.counts.received ?? 0) - (snapshot?.counts.received ?? 0) : null,
      }}
      newestFirst={cell.language !== 'bsql'}
      empty={emptyWords(cell, snapshot, paused)}
    />
  );
}

const NO_ROWS: ResultSnapshot['rows'] = [];

/** The view as it was when it was paused, while it is. */
function useFrozen(resultId: string, current: ResultSnapshot | undefined): ResultSnapshot | undefined {
  const pausedAt = useStore(studio.ui, (ui) => ui.paused[resultId]);
  const [frozen, setFrozen] = useState<{ at: number; snapshot: ResultSnapshot | undefined } | null>(null);
  if (pausedAt === undefined) {
    if (frozen !== null) {
      setFrozen(null);
    }
    return current;
  }
  if (frozen?.at !== pausedAt) {
    setFrozen({ at: pausedAt, snapshot: current });
    return current;
  }
  return frozen.snapshot;
}

function emptyWords(cell: Cell, snapshot: ResultSnapshot | undefined, paused: boolean): string {
  if (paused) {
    return 'paused before the first row came';
  }
  if (snapshot === undefined) {
    return 'waiting for rows…';
  }
  return cell.status === 'live' || cell.status === 'starting'
    ? 'no rows yet; the query is waiting for input'
    : 'no rows';
}
