/** From a result's rows to what a chart draws: few series, few points, the same colour for the same name. */
import type { ResultColumn } from '@riffle/protocol';
import { timeValue } from '../format/time.ts';
import type { Row } from '../results/live-result.ts';
import type { ChartPlan } from './chart-columns.ts';
import { downsample, type Point } from './downsample.ts';

export const MAX_SERIES = 8;
export const MAX_POINTS = 1_000;
const MAX_BARS = 60;

/** The colour of a series for as long as the chart lives: the first eight names get one each, the rest share "other". */
export type SeriesColors = Map<string, number>;

export interface Series {
  readonly key: string;
  readonly name: string;
  /** 1 to 8: the token `--s1` … `--s8`. */
  readonly color: number;
}

export interface ChartData {
  readonly series: readonly Series[];
  /** One entry per x: `{ x, label, s1: 84.12, s2: … }`; a series without a value there has none. */
  readonly points: readonly Readonly<Record<string, number | string>>[];
  /** First and last x. */
  readonly span: readonly [from: number, to: number];
}

interface Drawn {
  name: string;
  /** y by x; several rows on one x of "other" are averaged. */
  readonly sums: Map<number, { sum: number; n: number }>;
}

const OTHER = 'other';

export function buildChartData(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  plan: ChartPlan,
  colors: SeriesColors,
): ChartData {
  const labels: string[] = [];
  const lines = collect(rows, columns, plan, { colors, labels });
  const ordered = [...lines].sort(([a], [b]) => a - b);
  const limit = plan.kind === 'bar' || !plan.xIsTime ? Math.max(MAX_BARS, MAX_POINTS) : MAX_POINTS;
  const points = new Map<number, Record<string, number | string>>();
  for (const [color, line] of ordered) {
    for (const { x, y } of downsample(pointsOf(line), limit)) {
      const point = points.get(x) ?? { x, label: plan.xIsTime || plan.x === undefined ? '' : (labels[x] ?? '') };
      point[`s${color}`] = y;
      points.set(x, point);
    }
  }
  const sorted = [...points.values()].sort((a, b) => Number(a['x']) - Number(b['x']));
  const shown = plan.kind === 'bar' ? sorted.slice(-MAX_BARS) : sorted;
  return {
    series: ordered.map(([color, line]) => ({ key: `s${color}`, name: line.name, color })),
    points: shown,
    span: [Number(shown[0]?.['x'] ?? 0), Number(shown.at(-1)?.['x'] ?? 0)],
  };
}

interface Naming {
  readonly colors: SeriesColors;
  /** Texts along an x axis that is neither time nor count; x is the index. */
  readonly labels: string[];
}

function collect(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  plan: ChartPlan,
  { colors, labels }: Naming,
): Map<number, Drawn> {
  const lines = new Map<number, Drawn>();
  const places = new Map<string, number>();
  rows.forEach((row, index) => {
    const x = xOf(row, index, plan, { places, labels });
    if (Number.isNaN(x)) {
      return;
    }
    for (const value of plan.values) {
      const text = row.values[value] ?? null;
      const y = text === null ? Number.NaN : Number(text);
      if (Number.isFinite(y)) {
        add(lines, seriesName(row, columns, plan, value), { x, y }, colors);
      }
    }
  });
  return lines;
}

function xOf(
  row: Row,
  index: number,
  plan: ChartPlan,
  { places, labels }: { places: Map<string, number>; labels: string[] },
): number {
  if (plan.x === undefined) {
    return index;
  }
  const text = row.values[plan.x] ?? null;
  if (plan.xIsTime) {
    return text === null ? Number.NaN : timeValue(text);
  }
  const label = text ?? 'NULL';
  const known = places.get(label);
  if (known !== undefined) {
    return known;
  }
  places.set(label, labels.length);
  return labels.push(label) - 1;
}

function seriesName(row: Row, columns: readonly ResultColumn[], plan: ChartPlan, value: number): string {
  const column = columns[value]?.name ?? '';
  if (plan.group === undefined) {
    return column;
  }
  const group = row.values[plan.group] ?? 'NULL';
  return plan.values.length > 1 ? `${group} · ${column}` : group;
}

function add(lines: Map<number, Drawn>, name: string, point: Point, colors: SeriesColors): void {
  const color = colorOf(name, colors);
  const shared = colors.get(OTHER_KEY) === color;
  let line = lines.get(color);
  if (line === undefined) {
    line = { name, sums: new Map() };
    lines.set(color, line);
  }
  line.name = shared ? OTHER : name;
  const there = line.sums.get(point.x);
  if (there === undefined) {
    line.sums.set(point.x, { sum: point.y, n: 1 });
  } else if (shared) {
    there.sum += point.y;
    there.n += 1;
  } else {
    there.sum = point.y;
  }
}

/** No column or value of a result is named by a lone NUL character. */
const OTHER_KEY = '\u0000';

/** The eighth name keeps its colour to itself until a ninth comes; from then on both and all later ones are "other". */
function colorOf(name: string, colors: SeriesColors): number {
  const known = colors.get(name) ?? colors.get(OTHER_KEY);
  if (known !== undefined) {
    return known;
  }
  if (colors.size < MAX_SERIES) {
    colors.set(name, colors.size + 1);
    return colors.size;
  }
  const last = [...colors].find(([, color]) => color === MAX_SERIES);
  if (last !== undefined) {
    colors.delete(last[0]);
  }
  colors.set(OTHER_KEY, MAX_SERIES);
  return MAX_SERIES;
}

function pointsOf(line: Drawn): Point[] {
  return [...line.sums].map(([x, { sum, n }]) => ({ x, y: sum / n })).sort((a, b) => a.x - b.x);
}
