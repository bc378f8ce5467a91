import type { Cell } from '@riffle/protocol';
import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { buildChartData, type ChartData } from '../../core/chart/chart-data.ts';
import { type ChartPlan, chartWords, planChart } from '../../core/chart/chart-plan.ts';
import type { SeriesColors } from '../../core/chart/series-colors.ts';
import { count } from '../../core/format/number.ts';
import { cellTitle } from '../../core/language/cell-title.ts';
import { displayAt } from '../../core/results/display.ts';
import { exportFileName, printTable } from '../../core/results/export-rows.ts';
import { saveBlob, studio } from '../../page.ts';
import type { ResultSource } from '../output/result-panel.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { ChartDrawing } from './chart-drawing.tsx';
import { pngOf, svgOf } from './chart-image.ts';
import { chartTable } from './chart-table.ts';
import { useSlowly } from './use-slowly.ts';

interface ChartViewProps {
  readonly cell: Cell;
  readonly place: number;
  readonly source: ResultSource;
}

export default function ChartView({ cell, place, source }: ChartViewProps) {
  const { columns } = source;
  const redrawEvery = useStore(studio.settings.store, (settings) => settings.redrawEvery);
  const [rows, counts] = useSlowly([source.rows, source.counts] as const, source.rows, redrawEvery);
  const { chart } = displayAt(cell, place);
  const plan = useMemo(() => planChart(columns, chart), [columns, chart]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn anew begins with fresh colours; new rows keep them
  const colors = useMemo((): SeriesColors => new Map(), [plan]);
  const data = useMemo(() => buildChartData(rows, columns, plan, colors), [rows, columns, plan, colors]);
  const [hovered, setHovered] = useState<string | null>(null);
  const frame = useRef<HTMLElement>(null);
  const words = chartWords(plan, columns);
  const remarks = [
    ...(counts !== undefined && counts.dropped > 0
      ? [`Drawn from the ${count(counts.rows)} rows that are kept; more have come.`]
      : []),
    ...data.remarks,
  ];
  const missing = whatIsMissing(plan);
  return (
    <section ref={frame} className="chart" aria-label={`Chart: ${words}`} data-testid="chart" data-kind={plan.kind}>
      <div className="legend">
        {data.series.map((series) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the mouse only makes the series stand out
          <span
            key={series.key}
            className="legend-item"
            title={series.name}
            onMouseEnter={() => setHovered(series.key)}
            onMouseLeave={() => setHovered(null)}
          >
            <i style={{ background: `var(--s${series.color})` }} />
            <span>{series.name}</span>
          </span>
        ))}
        <span className="legend-tools">
          <button
            type="button"
            className="chart-about"
            title="Chart settings"
            data-testid="open-chart-settings"
            onClick={() => studio.ui.setState({ focusedCell: cell.id, inspectorOpen: true, inspectorDrawer: true })}
          >
            {words === '' ? 'settings' : words} ▾
          </button>
          <Menu
            label="Save the chart"
            button="Save"
            buttonClass="chart-about"
            align="right"
            testId="save-chart"
            entries={() => saveEntries(cell, words, { data, plan, frame: frame.current })}
          />
        </span>
      </div>
      {missing !== undefined ? (
        <p className="chart-empty">{missing}</p>
      ) : (
        <ChartDrawing data={data} plan={plan} hovered={hovered} />
      )}
      {remarks.length > 0 && <p className="chart-remark">{remarks.join(' ')}</p>}
    </section>
  );
}

function whatIsMissing({ kind, scatter, values }: ChartPlan): string | undefined {
  if (kind === 'scatter') {
    return scatter.x === undefined || scatter.y === undefined
      ? 'Choose a column for x and one of numbers for y.'
      : undefined;
  }
  return values.length === 0
    ? 'No column of numbers is chosen as a value. Count rows instead: add any column and choose “count”.'
    : undefined;
}

interface Drawn {
  readonly data: ChartData;
  readonly plan: ChartPlan;
  readonly frame: HTMLElement | null;
}

function saveEntries(cell: Cell, words: string, { data, plan, frame }: Drawn): MenuEntry[] {
  const title = cellTitle(cell);
  const name = (extension: string): string => exportFileName(title === '' ? 'chart' : title, new Date(), extension);
  const image = () => svgOf(frame, { title: title === '' ? words : `${title}: ${words}`, series: data.series });
  return [
    {
      title: 'Save as PNG',
      run: () =>
        void image()
          .then(pngOf)
          .then((blob) => saveBlob(name('png'), blob), cannotSave),
    },
    {
      title: 'Save as SVG',
      run: () =>
        void image().then(({ svg }) => saveBlob(name('svg'), new Blob([svg], { type: 'image/svg+xml' })), cannotSave),
    },
    {
      title: 'Save its data as CSV',
      separated: true,
      run: () => {
        const { columns, rows } = chartTable(data, plan);
        saveBlob(name('csv'), new Blob([printTable(columns, rows, 'csv')], { type: 'text/csv;charset=utf-8' }));
      },
    },
  ];
}

function cannotSave(failure: Error): void {
  studio.messages.problem(`The picture was not saved: ${failure.message}`);
}
