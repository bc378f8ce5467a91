import type { ResultColumn } from '@riffle/protocol';
import { timeValue } from '../format/time.ts';
import type { Row } from '../results/live-result.ts';
import type { ChartData, ChartPoint } from './chart-data.ts';
import type { ChartPlan, ScatterPlan } from './chart-plan.ts';
import { numberOf } from './pivot.ts';
import { colorOf, isShared, OTHER, type SeriesColors } from './series-colors.ts';

const MAX_POINTS = 1_000;

interface Cloud {
  name: string;
  readonly points: ChartPoint[];
}

/** A point a row: `{ x, y, size, label, series }`, in the order of the series. */
export function scatterData(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  plan: ChartPlan,
  colors: SeriesColors,
): ChartData {
  const { scatter, logScale } = plan;
  const labels: string[] = [];
  const clouds = new Map<number, Cloud>();
  let hidden = 0;
  for (const row of rows) {
    const x = place(row, scatter, labels);
    const y = scatter.y === undefined ? Number.NaN : numberOf(row.values[scatter.y] ?? null);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      continue;
    }
    if (logScale && y <= 0) {
      hidden++;
      continue;
    }
    const group =
      scatter.group === undefined ? (columns[scatter.y ?? 0]?.name ?? '') : (row.values[scatter.group] ?? 'NULL');
    const color = colorOf(group, colors);
    const cloud = clouds.get(color) ?? { name: group, points: [] };
    clouds.set(color, cloud);
    cloud.name = isShared(color, colors) ? OTHER : group;
    const size = scatter.size === undefined ? 1 : numberOf(row.values[scatter.size] ?? null);
    cloud.points.push({
      x,
      y,
      size: Number.isFinite(size) ? Math.max(0, size) : 0,
      label: labels[x] ?? '',
      series: `s${color}`,
    });
  }
  const ordered = [...clouds].sort(([a], [b]) => a - b);
  const points = ordered.flatMap(([, cloud]) => evenly(cloud.points, MAX_POINTS));
  const xs = points.map((point) => Number(point['x']));
  return {
    series: ordered.map(([color, { name }]) => ({ key: `s${color}`, name, color })),
    points,
    span: xs.length === 0 ? [0, 0] : [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))],
    remarks: hidden > 0 ? ['Values of zero and below have no place on a log scale.'] : [],
  };
}

function place(row: Row, scatter: ScatterPlan, labels: string[]): number {
  const text = scatter.x === undefined ? null : (row.values[scatter.x] ?? null);
  if (scatter.xAxis === 'label') {
    const label = text ?? 'NULL';
    const known = labels.indexOf(label);
    return known >= 0 ? known : labels.push(label) - 1;
  }
  return text === null ? Number.NaN : scatter.xAxis === 'time' ? timeValue(text) : numberOf(text);
}

/** At most `limit` points, every so many, with the first and the last. */
function evenly(points: readonly ChartPoint[], limit: number): readonly ChartPoint[] {
  if (points.length <= limit) {
    return points;
  }
  const step = (points.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, i) => points[Math.round(i * step)] as ChartPoint);
}
