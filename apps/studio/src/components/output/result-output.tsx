import type { Cell, Output } from '@riffle/protocol';
import { lazy, Suspense, useState } from 'react';
import { useStore } from 'zustand';
import type { ResultSnapshot } from '../../core/results/live-result.ts';
import { studio } from '../../page.ts';
import { DataTable, HEAD_HEIGHT, ROW_HEIGHT } from './data-table.tsx';
import { ResultStrip } from './result-strip.tsx';
import { SingleRow } from './single-row.tsx';
import { useResult } from './use-result.ts';

const ChartView = lazy(() => import('../chart/chart-view.tsx'));

/** The same height from the first row to the last, so that nothing below ever moves. */
const RESULT_HEIGHT = HEAD_HEIGHT + ROW_HEIGHT * 7;

export type ResultOutputValue = Extract<Output, { kind: 'result' }>;

export function ResultOutput({ cell, output }: { cell: Cell; output: ResultOutputValue }) {
  const state = useResult(output.resultId);
  const current = state.kind === 'loading' ? undefined : state.snapshot;
  const snapshot = useFrozen(output.resultId, current);
  const paused = useStore(studio.ui, (ui) => ui.paused[output.resultId] !== undefined);
  if (state.kind === 'gone' && snapshot === undefined) {
    return <p className="output-hint">The rows of this run are no longer kept. Run the cell again to see them.</p>;
  }
  if (output.mode === 'single') {
    return <SingleRow output={output} snapshot={snapshot} />;
  }
  return (
    <>
      <ResultStrip cell={cell} output={output} snapshot={snapshot} gone={state.kind === 'gone'} />
      <div className={`views views-${cell.view}`} style={{ height: RESULT_HEIGHT }}>
        {cell.view !== 'chart' && (
          <DataTable
            columns={snapshot?.columns ?? output.columns}
            rows={snapshot?.rows ?? []}
            newestFirst={cell.language !== 'bsql'}
            height={RESULT_HEIGHT}
            empty={emptyWords(cell, snapshot, paused)}
          />
        )}
        {cell.view !== 'table' && (
          <Suspense fallback={<div className="chart" />}>
            <ChartView cell={cell} output={output} />
          </Suspense>
        )}
      </div>
    </>
  );
}

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
