import type { ChartSettings, ResultColumn } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { chartWords, planChart, settingsOf } from './chart-plan.ts';

const minute: ResultColumn = { name: 'minute', type: 'TIMESTAMP(3)', role: 'time' };
const ticker: ResultColumn = { name: 'ticker', type: 'STRING', role: 'text' };
const price: ResultColumn = { name: 'price', type: 'DOUBLE', role: 'number' };
const trades: ResultColumn = { name: 'trades', type: 'BIGINT', role: 'number' };

const usual = (...columns: ResultColumn[]): string => {
  const plan = planChart(columns, undefined);
  return `${plan.kind} along ${plan.axis}: ${chartWords(plan, columns)}`;
};

test('without settings the types choose the chart', () => {
  expect(usual(minute, ticker, price, trades)).toBe('line along time: avg of price by minute and ticker');
  expect(usual(ticker, trades, price)).toBe('bar along label: trades by ticker');
  expect(usual(price, trades)).toBe('line along number: trades by price');
  expect(usual(price)).toBe('line along label: price');
  expect(usual(ticker)).toBe('bar along label:  by ticker');
});

const bars: ChartSettings = {
  kind: 'bar',
  keys: ['ticker', 'gone'],
  groups: ['minute'],
  values: [
    { name: 'price', aggregation: 'max' },
    { name: 'gone', aggregation: 'sum' },
  ],
  stacking: 'share',
  logScale: true,
  scatter: { x: 'price', y: 'trades', size: 'gone' },
};
const all = [minute, ticker, price, trades];

test('settings count by name; a column that is gone is left out', () => {
  const plan = planChart(all, bars);
  expect(plan).toEqual({
    kind: 'bar',
    keys: [1],
    groups: [0],
    values: [{ column: 2, aggregation: 'max' }],
    stacking: 'share',
    logScale: true,
    axis: 'label',
    scatter: { x: 2, y: 3, group: undefined, size: undefined, xAxis: 'number' },
  });
  expect(settingsOf(plan, all)).toEqual({
    ...bars,
    keys: ['ticker'],
    values: [{ name: 'price', aggregation: 'max' }],
    scatter: { x: 'price', y: 'trades' },
  });
});

test('when all that was set is gone, or nothing was, the kind stays and the types choose the rest', () => {
  const plan = planChart(all, { ...bars, kind: 'area', keys: ['gone'], groups: [], values: [] });
  expect(plan).toMatchObject({ kind: 'area', keys: [0], groups: [1], values: [{ column: 2, aggregation: 'avg' }] });
});

test('a scatter without axes takes two numbers', () => {
  const { scatter } = planChart(all, { ...bars, kind: 'scatter', scatter: {} });
  expect(scatter).toEqual({ x: 2, y: 3, group: undefined, size: undefined, xAxis: 'number' });
});
