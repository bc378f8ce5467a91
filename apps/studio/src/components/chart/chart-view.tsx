import type { Cell } from '@riffle/protocol';
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { planChart } from '../../core/chart/chart-columns.ts';
import { buildChartData, type SeriesColors } from '../../core/chart/chart-data.ts';
import { studio } from '../../page.ts';
import type { ResultOutputValue } from '../output/result-output.tsx';
import { useResult } from '../output/use-result.ts';
import { ChartDrawing } from './chart-drawing.tsx';

/** At most four drawings a second. */
const REDRAW_EVERY = 250;

export default function ChartView({ cell, output }: { cell: Cell; output: ResultOutputValue }) {
  const state = useResult(output.resultId, REDRAW_EVERY);
  const paused = useStore(studio.ui, (ui) => ui.paused[output.resultId] !== undefined);
  const current = state.kind === 'loading' ? undefined : state.snapshot;
  const [held, setHeld] = useState(current);
  if (!paused && held !== current) {
    setHeld(current);
  }
  const snapshot = paused ? held : current;
  const columns = snapshot?.columns ?? output.columns;
  const plan = useMemo(() => planChart(columns, cell.chart), [columns, cell.chart]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn anew begins with fresh colours; new rows keep them
  const colors = useMemo((): SeriesColors => new Map(), [plan]);
  const data = useMemo(
    () => buildChartData(snapshot?.rows ?? [], columns, plan, colors),
    [snapshot, columns, plan, colors],
  );
  const values = plan.values.map((i) => columns[i]?.name).join(', ');
  const x = plan.x === undefined ? 'row' : columns[plan.x]?.name;
  return (
    <section className="chart" aria-label={`Chart: ${values} by ${x}`} data-testid="chart">
      <div className="legend">
        {data.series.map((series) => (
          <span key={series.key} className="legend-item">
            <i style={{ background: `var(--s${series.color})` }} />
            {series.name}
          </span>
        ))}
        <button
          type="button"
          className="chart-about"
          title="Chart settings"
          onClick={() => {
            studio.ui.setState({ focusedCell: cell.id, inspectorOpen: true, inspectorDrawer: true });
          }}
        >
          {values} by {x} ▾
        </button>
      </div>
      {plan.values.length === 0 ? (
        <p className="chart-empty">This result has no numbers to draw.</p>
      ) : (
        <ChartDrawing data={data} plan={plan} />
      )}
    </section>
  );
}
