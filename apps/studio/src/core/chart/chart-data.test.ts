import type { ChartSettings, ResultColumn } from '@riffle/protocol';
import { expect, test } from 'vitest';
import type { Row } from '../results/live-result.ts';
import { buildChartData, MAX_POINTS } from './chart-data.ts';
import { planChart } from './chart-plan.ts';
import { downsample } from './downsample.ts';

const columns: ResultColumn[] = [
  { name: 'minute', type: 'TIMESTAMP(3)', role: 'time' },
  { name: 'ticker', type: 'STRING', role: 'text' },
  { name: 'price', type: 'DOUBLE', role: 'number' },
  { name: 'trades', type: 'BIGINT', role: 'number' },
];
const nothing: ChartSettings = {
  kind: 'bar',
  keys: [],
  groups: [],
  values: [],
  stacking: 'none',
  logScale: false,
  scatter: {},
};

function row(number: number, values: (string | null)[]): Row {
  return { number, values, changed: null };
}

/** Trades of two tickers in two minutes. */
const trades = [
  row(1, ['2026-03-01 09:30:00.000', 'A', '1.5', '10']),
  row(2, ['2026-03-01 09:30:00.000', 'A', '2.5', '20']),
  row(3, ['2026-03-01 09:30:00.000', 'B', '5', '1']),
  row(4, ['2026-03-01 09:31:00.000', 'B', '7', null]),
  row(5, ['2026-03-01 09:31:00.000', 'B', null, '3']),
  row(6, [null, 'A', '9', '1']),
];
const at = Date.parse('2026-03-01T09:30:00Z');

function build(settings: Partial<ChartSettings>, rows = trades) {
  return buildChartData(rows, columns, planChart(columns, { ...nothing, ...settings }), new Map());
}

test('down-sampling keeps ends and extremes within the limit', () => {
  const points = Array.from({ length: 10_000 }, (_, x) => ({ x, y: x === 4321 ? 99 : x === 7000 ? -99 : Math.sin(x) }));
  const kept = downsample(points, 1000);
  expect(kept.length).toBeLessThanOrEqual(1000);
  expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
  expect(kept.filter(({ y }) => Math.abs(y) === 99)).toEqual([points[4321], points[7000]]);
  expect(kept.every((point, i) => i === 0 || point.x > (kept[i - 1]?.x ?? 0))).toBe(true);
});

test('few points are drawn as they are', () => {
  const points = [{ x: 1, y: 2 }];
  expect(downsample(points, 1000)).toBe(points);
});

test('rows that share key and group become one point, by their aggregation', () => {
  const price = (aggregation: 'sum' | 'count' | 'avg' | 'min' | 'max') =>
    build({ kind: 'line', keys: ['minute'], groups: ['ticker'], values: [{ name: 'price', aggregation }] }).points;
  expect(price('avg')).toEqual([
    { x: at, label: '', s1: 2, s2: 5 },
    { x: at + 60_000, label: '', s2: 7 },
  ]);
  expect(price('sum')[0]).toEqual({ x: at, label: '', s1: 4, s2: 5 });
  expect(price('min')[0]).toEqual({ x: at, label: '', s1: 1.5, s2: 5 });
  expect(price('max')[0]).toEqual({ x: at, label: '', s1: 2.5, s2: 5 });
  expect(price('count')[1]).toEqual({ x: at + 60_000, label: '', s2: 1 });
});

test('several values are several series, named by what they are', () => {
  const values: ChartSettings['values'] = [
    { name: 'trades', aggregation: 'sum' },
    { name: 'price', aggregation: 'max' },
  ];
  const names = (groups: string[]) =>
    build({ keys: ['minute'], groups, values }).series.map(({ name, color }) => `${color} ${name}`);
  expect(names([])).toEqual(['1 trades', '2 max of price']);
  expect(names(['ticker'])).toEqual(['1 A · trades', '2 A · max of price', '3 B · trades', '4 B · max of price']);
});

test('several keys are one label; texts keep the order they came in', () => {
  const values: ChartSettings['values'] = [{ name: 'trades', aggregation: 'sum' }];
  expect(build({ keys: ['ticker', 'minute'], values }).points.map((point) => point['label'])).toEqual([
    'A · 2026-03-01 09:30:00.000',
    'B · 2026-03-01 09:30:00.000',
    'B · 2026-03-01 09:31:00.000',
    'A · NULL',
  ]);
  expect(build({ keys: ['ticker'], values }).points).toEqual([
    { x: 0, label: 'A', s1: 31 },
    { x: 1, label: 'B', s1: 4 },
  ]);
  expect(build({ keys: [], groups: ['ticker'], values }).points).toEqual([{ x: 0, label: 'all', s1: 31, s2: 4 }]);
});

test('what counts need not be a number', () => {
  expect(build({ keys: ['minute'], values: [{ name: 'ticker', aggregation: 'count' }] }).points).toEqual([
    { x: at, label: '', s1: 3 },
    { x: at + 60_000, label: '', s1: 2 },
  ]);
});

test('a series keeps its colour when others come and go', () => {
  const colors = new Map<string, number>();
  const plan = planChart(columns, undefined);
  const draw = (names: string[]) =>
    buildChartData(
      names.map((name, i) => row(i, ['2026-03-01 09:30:00.000', name, '1', '1'])),
      columns,
      plan,
      colors,
    ).series.map(({ name, color }) => `${name}${color}`);
  expect(draw(['A', 'B'])).toEqual(['A1', 'B2']);
  expect(draw(['C', 'B'])).toEqual(['B2', 'C3']);
});

test('eight series have a colour each; with a ninth the last ones are aggregated as one', () => {
  const rows = Array.from({ length: 10 }, (_, i) => row(i, ['2026-03-01 09:30:00.000', `T${i}`, String(i), '1']));
  const eight = buildChartData(rows.slice(0, 8), columns, planChart(columns, undefined), new Map());
  expect(eight.series.map(({ name }) => name)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7']);
  const other = (aggregation: 'avg' | 'sum') => {
    const data = build({ keys: ['minute'], groups: ['ticker'], values: [{ name: 'price', aggregation }] }, rows);
    return [data.series.at(-1)?.name, data.points[0]?.['s8']];
  };
  expect(other('avg')).toEqual(['other', 8]);
  expect(other('sum')).toEqual(['other', 24]);
});

const manyPoints = Array.from({ length: 5000 }, (_, i) =>
  row(i, [
    new Date(i * 1000).toISOString().replace('T', ' ').replace('Z', ''),
    i % 2 === 0 ? 'A' : 'B',
    String(i % 7),
    '1',
  ]),
);

test('a series never has more points than the limit', () => {
  const data = buildChartData(manyPoints, columns, planChart(columns, undefined), new Map());
  expect(data.points.filter((point) => point['s1'] !== undefined).length).toBeLessThanOrEqual(MAX_POINTS);
});

test('stacked areas have a value at every place, and few places', () => {
  const data = build(
    {
      kind: 'area',
      stacking: 'stacked',
      keys: ['minute'],
      groups: ['ticker'],
      values: [{ name: 'price', aggregation: 'sum' }],
    },
    manyPoints,
  );
  expect(data.points.length).toBeLessThanOrEqual(MAX_POINTS);
  expect(data.points.every((point) => typeof point['s1'] === 'number' && typeof point['s2'] === 'number')).toBe(true);
});

test('of many bars the last are drawn along a time, the first of texts, and it says so', () => {
  const values: ChartSettings['values'] = [{ name: 'trades', aggregation: 'sum' }];
  const byTime = build({ keys: ['minute'], values }, manyPoints);
  expect([byTime.points.length, byTime.points.at(-1)?.['x']]).toEqual([60, 4_999_000]);
  expect(byTime.remarks).toEqual(['The last 60 of 5000 places are drawn.']);
  expect(build({ keys: ['minute', 'ticker'], values }, manyPoints).remarks).toEqual([
    'The first 60 of 5000 places are drawn.',
  ]);
});

test('a log scale leaves out what it cannot show, and says so', () => {
  const data = build(
    {
      kind: 'line',
      logScale: true,
      keys: ['minute'],
      values: [{ name: 'price', aggregation: 'sum' }],
    },
    [row(1, ['2026-03-01 09:30:00.000', 'A', '0', '1']), row(2, ['2026-03-01 09:31:00.000', 'A', '10', '1'])],
  );
  expect([data.points, data.remarks]).toEqual([
    [{ x: at + 60_000, label: '', s1: 10 }],
    ['Values of zero and below have no place on a log scale.'],
  ]);
});

test('a pie has a slice per key and group', () => {
  const data = build({ kind: 'pie', keys: ['ticker'], values: [{ name: 'trades', aggregation: 'sum' }] });
  expect(data.points).toEqual([
    { x: 1, label: 'A', value: 31 },
    { x: 2, label: 'B', value: 4 },
  ]);
  expect(data.series.map(({ name }) => name)).toEqual(['A', 'B']);
});

test('a scatter draws rows, in colours by group', () => {
  const data = build({ kind: 'scatter', scatter: { x: 'trades', y: 'price', group: 'ticker', size: 'trades' } });
  expect(data.points).toEqual([
    { x: 10, y: 1.5, size: 10, label: '', series: 's1' },
    { x: 20, y: 2.5, size: 20, label: '', series: 's1' },
    { x: 1, y: 9, size: 1, label: '', series: 's1' },
    { x: 1, y: 5, size: 1, label: '', series: 's2' },
  ]);
  expect(data.span).toEqual([1, 20]);
  const many = build({ kind: 'scatter', scatter: { x: 'minute', y: 'price', group: 'ticker' } }, manyPoints);
  expect(many.points.length).toBe(2 * MAX_POINTS);
});
