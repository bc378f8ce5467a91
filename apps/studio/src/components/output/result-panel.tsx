import type { Cell, ResultColumn, ResultMode, ViewCounts } from '@riffle/protocol';
import { lazy, Suspense, useState } from 'react';
import { displayAt } from '../../core/results/display.ts';
import type { Row } from '../../core/results/live-result.ts';
import { UNTOUCHED } from '../../core/results/table-settings.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { DataTable } from './data-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { HeightHandle, USUAL_HEIGHT } from './height-handle.tsx';
import { ResultStrip } from './result-strip.tsx';
import { SingleRow } from './single-row.tsx';
import { useVisibleRows } from './use-visible-rows.ts';

const ChartView = lazy(() => import('../chart/chart-view.tsx'));
const ChangesView = lazy(() => import('./changes-view.tsx'));
const PlanView = lazy(() => import('./plan-view.tsx'));

/** A query's rows, from wherever they come. */
export interface ResultSource {
  /** Tells one result from another on this page. */
  readonly id: string;
  /** The result at the server; null for what a note kept. */
  readonly resultId: string | null;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  readonly counts: ViewCounts | undefined;
  readonly mode: ResultMode;
  readonly statement: string | undefined;
  readonly template: string | undefined;
  /** The server no longer has it. */
  readonly gone: boolean;
  /** While the view is paused: how many changes have come since. */
  readonly waiting: number | null;
}

interface ResultPanelProps {
  readonly cell: Cell;
  readonly place: number;
  readonly source: ResultSource;
  readonly newestFirst: boolean;
  /** What to say while there are no rows. */
  readonly empty: string;
}

/** One result: its views, and how it is doing. */
export function ResultPanel({ cell, place, source, newestFirst, empty }: ResultPanelProps) {
  const [settings, setSettings] = useState(UNTOUCHED);
  const [dragged, setDragged] = useState<number | null>(null);
  const display = displayAt(cell, place);
  const { columns, rows } = source;
  const visible = useVisibleRows(rows, columns, settings, newestFirst);
  const height = dragged ?? display.height ?? USUAL_HEIGHT;
  const view = source.mode === 'single' && display.view === 'split' ? 'table' : display.view;
  const single = source.mode === 'single' && view === 'table';
  return (
    <>
      <ResultStrip
        cell={cell}
        place={place}
        view={view}
        source={source}
        visible={visible.rows}
        settings={settings}
        onSettings={setSettings}
      />
      {settings.filtering && (view === 'table' || view === 'split') && !single && (
        <FilterBar
          columns={columns}
          settings={settings}
          onSettings={setSettings}
          matching={visible.rows.length}
          all={rows.length}
          problems={visible.problems}
        />
      )}
      {single ? (
        <SingleRow source={source} />
      ) : (
        <div className={`views views-${view}`} style={{ height }} data-testid="views">
          {(view === 'table' || view === 'split') && (
            <DataTable
              columns={columns}
              rows={rows}
              shownRows={visible.rows}
              settings={settings}
              onSettings={setSettings}
              problems={visible.problems}
              newestFirst={newestFirst}
              height={height}
              empty={rows.length > 0 ? 'no row passes the filters' : empty}
            />
          )}
          <ErrorBoundary what="This view" of={view}>
            <Suspense fallback={<div className="output-hint">opening…</div>}>
              {(view === 'chart' || view === 'split') && <ChartView cell={cell} place={place} source={source} />}
              {view === 'changes' && <ChangesView source={source} live={cell.status === 'live'} />}
              {view === 'plan' && <PlanView cell={cell} source={source} height={height} />}
            </Suspense>
          </ErrorBoundary>
        </div>
      )}
      {!single && <HeightHandle cell={cell} place={place} height={height} onDrag={setDragged} />}
    </>
  );
}
