/** From a result's rows to what a chart draws: few series, few points, the same colour for the same name. */
import type { ResultColumn } from '@riffle/protocol';
import type { Row } from '../results/live-result.ts';
import type { ChartPlan } from './chart-plan.ts';
import { downsample, type Point } from './downsample.ts';
import { type Pivot, type PivotSeries, pivot } from './pivot.ts';
import { scatterData } from './scatter-data.ts';
import type { SeriesColors } from './series-colors.ts';

/** Points of one series at most. */
export const MAX_POINTS = 1_000;
/** Places along the axis of bars. */
export const MAX_BARS = 60;

export interface Series {
  readonly key: string;
  readonly name: string;
  /** 1 to 8: the token `--s1` … `--s8`. */
  readonly color: number;
}

/** One entry per place: `{ x, label, s1: 84.12, s2: … }`; a series without a value there has none. */
export type ChartPoint = Readonly<Record<string, number | string>>;

export interface ChartData {
  readonly series: readonly Series[];
  readonly points: readonly ChartPoint[];
  /** First and last x. */
  readonly span: readonly [from: number, to: number];
  /** What is not drawn, each in a sentence. */
  readonly remarks: readonly string[];
}

export function buildChartData(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  plan: ChartPlan,
  colors: SeriesColors,
): ChartData {
  if (plan.kind === 'scatter') {
    return scatterData(rows, columns, plan, colors);
  }
  if (plan.kind === 'pie') {
    return pieData(rows, columns, plan, colors);
  }
  const drawn = pivot(rows, columns, plan, colors);
  const ordered = [...drawn.series].sort(([a], [b]) => a - b);
  const remarks: string[] = [];
  const lines = ordered.map(([color, series]) => ({ color, points: pointsOf(series, plan, remarks) }));
  const stacked = plan.kind === 'area' || (plan.kind === 'bar' && plan.stacking !== 'none');
  const table = plan.kind === 'area' && plan.stacking !== 'none' ? samePlaces(lines) : lines;
  const points = mergePoints(table, drawn, plan, stacked && plan.stacking !== 'none');
  const shown = plan.kind === 'bar' ? fewerBars(points, plan, remarks) : points;
  return {
    series: ordered.map(([color, { name }]) => ({ key: `s${color}`, name, color })),
    points: shown,
    span: [Number(shown[0]?.['x'] ?? 0), Number(shown.at(-1)?.['x'] ?? 0)],
    remarks,
  };
}

interface Line {
  readonly color: number;
  readonly points: readonly Point[];
}

function pointsOf(series: PivotSeries, plan: ChartPlan, remarks: string[]): readonly Point[] {
  const points = [...series.cells].map(([x, cell]) => ({ x, y: cell.value() })).sort((a, b) => a.x - b.x);
  const positive = plan.logScale ? points.filter(({ y }) => y > 0) : points;
  if (positive.length < points.length && remarks.length === 0) {
    remarks.push('Values of zero and below have no place on a log scale.');
  }
  // Areas that stand on each other are thinned together, below.
  const together = plan.kind === 'area' && plan.stacking !== 'none';
  return plan.kind === 'bar' || together ? positive : downsample(positive, MAX_POINTS);
}

/** Stacked series need a point at the same places: those that keep the extremes of their sum. */
function samePlaces(lines: readonly Line[]): Line[] {
  const sums = new Map<number, number>();
  for (const { points } of lines) {
    for (const { x, y } of points) {
      sums.set(x, (sums.get(x) ?? 0) + y);
    }
  }
  const total = [...sums].map(([x, y]) => ({ x, y })).sort((a, b) => a.x - b.x);
  const kept = new Set(downsample(total, MAX_POINTS).map(({ x }) => x));
  return lines.map(({ color, points }) => ({ color, points: points.filter(({ x }) => kept.has(x)) }));
}

function mergePoints(lines: readonly Line[], drawn: Pivot, plan: ChartPlan, filled: boolean): ChartPoint[] {
  const points = new Map<number, Record<string, number | string>>();
  const nothing = filled ? Object.fromEntries(lines.map(({ color }) => [`s${color}`, 0])) : {};
  for (const { color, points: line } of lines) {
    for (const { x, y } of line) {
      const point = points.get(x) ?? { x, label: plan.axis === 'label' ? (drawn.labels[x] ?? '') : '', ...nothing };
      point[`s${color}`] = y;
      points.set(x, point);
    }
  }
  return [...points.values()].sort((a, b) => Number(a['x']) - Number(b['x']));
}

function fewerBars(points: ChartPoint[], plan: ChartPlan, remarks: string[]): ChartPoint[] {
  if (points.length <= MAX_BARS) {
    return points;
  }
  const first = plan.axis === 'label';
  remarks.push(`The ${first ? 'first' : 'last'} ${MAX_BARS} of ${points.length} places are drawn.`);
  return first ? points.slice(0, MAX_BARS) : points.slice(-MAX_BARS);
}

/** A slice per combination of keys and groups: each is a series with one value. */
function pieData(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  plan: ChartPlan,
  colors: SeriesColors,
): ChartData {
  const sliced: ChartPlan = { ...plan, keys: [], groups: [...plan.keys, ...plan.groups], axis: 'label' };
  const drawn = [...pivot(rows, columns, sliced, colors).series].sort(([a], [b]) => a - b);
  const slices = drawn.map(([color, { name, cells }]) => ({ color, name, value: cells.get(0)?.value() ?? 0 }));
  const visible = slices.filter(({ value }) => value > 0);
  return {
    series: visible.map(({ color, name }) => ({ key: `s${color}`, name, color })),
    points: visible.map(({ color, name, value }) => ({ x: color, label: name, value })),
    span: [0, 0],
    remarks: visible.length < slices.length ? ['Values of zero and below have no slice.'] : [],
  };
}
