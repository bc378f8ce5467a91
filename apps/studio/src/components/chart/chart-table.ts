import type { ResultColumn } from '@riffle/protocol';
import type { ChartData } from '../../core/chart/chart-data.ts';
import type { ChartPlan } from '../../core/chart/chart-plan.ts';
import type { CellText } from '../../core/results/live-result.ts';

interface ChartTable {
  readonly columns: readonly Pick<ResultColumn, 'name' | 'role'>[];
  readonly rows: readonly (readonly CellText[])[];
}

/** What is drawn, as a table: a row for each place along the axis, a column for each series. */
export function chartTable({ points, series }: ChartData, plan: ChartPlan): ChartTable {
  if (plan.kind === 'scatter') {
    const names = new Map(series.map(({ key, name }) => [key, name]));
    return {
      columns: [text('series'), number('x'), number('y'), number('size')],
      rows: points.map((point) => [
        names.get(String(point['series'])) ?? null,
        cell(point['x']),
        cell(point['y']),
        cell(point['size']),
      ]),
    };
  }
  if (plan.kind === 'pie') {
    return {
      columns: [text('slice'), number('value')],
      rows: points.map((point) => [String(point['label']), cell(point['value'])]),
    };
  }
  return {
    columns: [text('key'), ...series.map(({ name }) => number(name))],
    rows: points.map((point) => [keyOf(point, plan), ...series.map(({ key }) => cell(point[key]))]),
  };
}

function keyOf(point: Readonly<Record<string, number | string>>, plan: ChartPlan): CellText {
  if (plan.axis === 'time') {
    return new Date(Number(point['x'])).toISOString();
  }
  return String(plan.axis === 'number' ? point['x'] : point['label']);
}

function text(name: string): ChartTable['columns'][number] {
  return { name, role: 'text' };
}

function number(name: string): ChartTable['columns'][number] {
  return { name, role: 'number' };
}

function cell(value: number | string | undefined): CellText {
  return value === undefined ? null : String(value);
}
