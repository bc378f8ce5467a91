import type { ResultColumn } from '@riffle/protocol';
import { expect, test } from 'vitest';
import type { Row } from '../results/live-result.ts';
import { planChart, settingsOf } from './chart-columns.ts';
import { buildChartData, MAX_POINTS } from './chart-data.ts';
import { downsample } from './downsample.ts';

const columns: ResultColumn[] = [
  { name: 'minute', type: 'TIMESTAMP(3)', role: 'time' },
  { name: 'ticker', type: 'STRING', role: 'text' },
  { name: 'price', type: 'DOUBLE', role: 'number' },
  { name: 'trades', type: 'BIGINT', role: 'number' },
];

function row(number: number, values: (string | null)[]): Row {
  return { number, values, changed: null };
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

test('without settings a chart draws the first number over time, a line per text', () => {
  const plan = planChart(columns, undefined);
  expect(plan).toEqual({ kind: 'line', x: 0, xIsTime: true, values: [2], group: 1 });
  expect(settingsOf(plan, columns)).toEqual({ kind: 'line', x: 'minute', values: ['price'], group: 'ticker' });
});

test('settings that name a column that is gone fall back', () => {
  const plan = planChart(columns, { kind: 'bar', x: 'gone', values: ['gone'] });
  expect(plan).toEqual({ kind: 'bar', x: 0, xIsTime: true, values: [2, 3], group: undefined });
});

test('rows become points by time, one series a group', () => {
  const rows = [
    row(1, ['2026-03-01 09:31:00.000', 'B', '5', '1']),
    row(2, ['2026-03-01 09:30:00.000', 'A', '1.5', '1']),
    row(3, ['2026-03-01 09:31:00.000', 'A', '2.5', '1']),
    row(4, [null, 'A', '9', '1']),
    row(5, ['2026-03-01 09:32:00.000', 'A', null, '1']),
  ];
  const at = Date.parse('2026-03-01T09:30:00Z');
  expect(buildChartData(rows, columns, planChart(columns, undefined), new Map())).toEqual({
    series: [
      { key: 's1', name: 'B', color: 1 },
      { key: 's2', name: 'A', color: 2 },
    ],
    points: [
      { x: at, label: '', s2: 1.5 },
      { x: at + 60_000, label: '', s1: 5, s2: 2.5 },
    ],
    span: [at, at + 60_000],
  });
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

test('eight series have a colour each; with a ninth the last ones are drawn as their mean', () => {
  const plan = planChart(columns, undefined);
  const rows = Array.from({ length: 10 }, (_, i) => row(i, ['2026-03-01 09:30:00.000', `T${i}`, String(i), '1']));
  const eight = buildChartData(rows.slice(0, 8), columns, plan, new Map());
  expect(eight.series.map(({ name }) => name)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7']);
  const ten = buildChartData(rows, columns, plan, new Map());
  expect(ten.series.at(-1)).toEqual({ key: 's8', name: 'other', color: 8 });
  expect(ten.points[0]?.['s8']).toBe(8);
});

test('a series never has more points than the limit', () => {
  const rows = Array.from({ length: 5000 }, (_, i) =>
    row(i, [new Date(i * 1000).toISOString().replace('T', ' ').replace('Z', ''), 'A', String(i % 7), '1']),
  );
  const data = buildChartData(rows, columns, planChart(columns, undefined), new Map());
  expect(data.points.length).toBeLessThanOrEqual(MAX_POINTS);
});

test('texts along the axis keep the order they came in', () => {
  const plan = planChart(columns, { kind: 'bar', x: 'ticker', values: ['trades'] });
  const rows = [row(1, ['', 'Z', '1', '4']), row(2, ['', 'A', '1', '6'])];
  expect(buildChartData(rows, columns, plan, new Map()).points).toEqual([
    { x: 0, label: 'Z', s1: 4 },
    { x: 1, label: 'A', s1: 6 },
  ]);
});
