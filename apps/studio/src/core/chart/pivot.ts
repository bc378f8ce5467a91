/** Rows as a pivot: one series per combination of groups and value, one place along the axis per combination of keys. */
import type { AggregationName, ResultColumn } from '@riffle/protocol';
import { timeValue } from '../format/time.ts';
import type { CellText, Row } from '../results/live-result.ts';
import { type ChartPlan, valueName } from './chart-plan.ts';
import { colorOf, isShared, OTHER, type SeriesColors } from './series-colors.ts';

export interface PivotSeries {
  name: string;
  /** The aggregated value by place. */
  readonly cells: Map<number, Aggregate>;
}

export interface Pivot {
  /** By colour. */
  readonly series: ReadonlyMap<number, PivotSeries>;
  /** The text of a place on an axis of labels; a place is its index. */
  readonly labels: readonly string[];
}

const JOINED = ' · ';

export function pivot(
  rows: readonly Row[],
  columns: readonly ResultColumn[],
  plan: ChartPlan,
  colors: SeriesColors,
): Pivot {
  const series = new Map<number, PivotSeries>();
  const places = new Map<string, number>();
  const labels: string[] = [];
  for (const row of rows) {
    const place = placeOf(row, plan, places, labels);
    if (Number.isNaN(place)) {
      continue;
    }
    for (const value of plan.values) {
      const text = row.values[value.column] ?? null;
      const number = value.aggregation === 'count' ? (text === null ? Number.NaN : 1) : numberOf(text);
      if (Number.isFinite(number)) {
        const one = seriesFor(seriesName(row, columns, plan, value), series, colors);
        const cell = one.cells.get(place) ?? new Aggregate(value.aggregation);
        one.cells.set(place, cell);
        cell.add(number);
      }
    }
  }
  return { series, labels };
}

function placeOf(row: Row, plan: ChartPlan, places: Map<string, number>, labels: string[]): number {
  const [key] = plan.keys;
  const text = key === undefined ? null : (row.values[key] ?? null);
  if (plan.axis === 'time') {
    return text === null ? Number.NaN : timeValue(text);
  }
  if (plan.axis === 'number') {
    return numberOf(text);
  }
  const label = plan.keys.length === 0 ? 'all' : plan.keys.map((one) => row.values[one] ?? 'NULL').join(JOINED);
  const known = places.get(label);
  if (known !== undefined) {
    return known;
  }
  places.set(label, labels.length);
  return labels.push(label) - 1;
}

export function numberOf(text: CellText): number {
  return text === null || text === '' ? Number.NaN : Number(text);
}

function seriesName(
  row: Row,
  columns: readonly ResultColumn[],
  plan: ChartPlan,
  value: ChartPlan['values'][number],
): string {
  const groups = plan.groups.map((group) => row.values[group] ?? 'NULL').join(JOINED);
  if (groups === '') {
    return valueName(value, columns);
  }
  return plan.values.length > 1 ? `${groups}${JOINED}${valueName(value, columns)}` : groups;
}

function seriesFor(name: string, series: Map<number, PivotSeries>, colors: SeriesColors): PivotSeries {
  const color = colorOf(name, colors);
  const found = series.get(color) ?? { name, cells: new Map() };
  series.set(color, found);
  found.name = isShared(color, colors) ? OTHER : name;
  return found;
}

export class Aggregate {
  readonly #aggregation: AggregationName;
  #n = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  constructor(aggregation: AggregationName) {
    this.#aggregation = aggregation;
  }

  add(value: number): void {
    this.#n++;
    this.#sum += value;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
  }

  value(): number {
    switch (this.#aggregation) {
      case 'sum':
        return this.#sum;
      case 'count':
        return this.#n;
      case 'avg':
        return this.#sum / this.#n;
      case 'min':
        return this.#min;
      case 'max':
        return this.#max;
    }
  }
}
