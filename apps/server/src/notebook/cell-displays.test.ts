import type { ChartSettings } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { patchDisplay, readDisplays } from './cell-displays.ts';

const bars: ChartSettings = {
  kind: 'bar',
  keys: ['ticker'],
  groups: ['venue'],
  values: [{ name: 'price', aggregation: 'avg' }],
  stacking: 'share',
  logScale: true,
  scatter: {},
};
const columns = ['venue', 'ticker', 'price'];

test('a chart comes back as it was set, and stands in the note as Zeppelin would write it', () => {
  const config = patchDisplay({ colWidth: 6 }, { index: 0, view: 'split', chart: bars, height: 300 }, columns);
  expect(readDisplays(config)).toEqual({ 0: { view: 'split', chart: bars, height: 300 } });
  expect(config).toEqual({
    colWidth: 6,
    results: {
      0: {
        graph: {
          mode: 'multiBarChart',
          height: 300,
          optionOpen: false,
          keys: [{ name: 'ticker', index: 1, aggr: 'sum' }],
          groups: [{ name: 'venue', index: 0, aggr: 'sum' }],
          values: [{ name: 'price', index: 2, aggr: 'avg' }],
          commonSetting: {},
          setting: { multiBarChart: { stacked: true } },
        },
      },
    },
    riffle: { displays: { 0: { view: 'split', kind: 'bar', stacking: 'share', logScale: true, height: 300 } } },
  });
});

test.each(['bar', 'line', 'area', 'pie', 'scatter'] as const)('a %s chart comes back through the note', (kind) => {
  const chart: ChartSettings = {
    ...bars,
    kind,
    stacking: kind === 'bar' || kind === 'area' ? 'stacked' : 'none',
    scatter: kind === 'scatter' ? { x: 'price', y: 'price', group: 'venue', size: 'price' } : {},
  };
  const config = JSON.parse(JSON.stringify(patchDisplay({}, { index: 2, view: 'chart', chart }, columns)));
  expect(readDisplays(config)).toEqual({ 2: { view: 'chart', chart } });
});

test('a view chosen without a chart leaves the chart to the types', () => {
  const config = patchDisplay({}, { index: 0, view: 'split' }, columns);
  expect(readDisplays(config)).toEqual({ 0: { view: 'split' } });
});

test('the table keeps the chart that was set before', () => {
  const set = patchDisplay({}, { index: 0, view: 'chart', chart: bars }, columns);
  const table = patchDisplay(set, { index: 0, view: 'changes' }, columns);
  expect(readDisplays(table)).toEqual({ 0: { view: 'changes', chart: bars } });
});

test("a note of Zeppelin's opens with its charts, each at its result", () => {
  const graph = (mode: string, setting: unknown) => ({
    graph: {
      mode,
      height: 300.0,
      optionOpen: false,
      keys: [{ name: 't', index: 0.0, aggr: 'sum' }],
      groups: [],
      values: [{ name: 'n', index: 1.0, aggr: 'count' }],
      setting,
    },
  });
  const config = {
    results: {
      '0': graph('stackedAreaChart', { stackedAreaChart: { style: 'expand' } }),
      '1': graph('scatterChart', { scatterChart: { xAxis: { name: 'x', index: 2.0, aggr: 'sum' } } }),
      '2': graph('table', {}),
    },
  };
  const pivot = {
    keys: ['t'],
    groups: [],
    values: [{ name: 'n', aggregation: 'count' as const }],
    logScale: false,
  };
  expect(readDisplays(config)).toEqual({
    0: { view: 'chart', chart: { ...pivot, kind: 'area', stacking: 'share', scatter: {} } },
    1: { view: 'chart', chart: { ...pivot, kind: 'scatter', stacking: 'none', scatter: { x: 'x' } } },
    2: { view: 'table' },
  });
});

test('what Zeppelin changed since counts', () => {
  const ours = patchDisplay({}, { index: 0, view: 'split', chart: bars }, columns);
  const results = structuredClone(ours['results']) as Record<string, { graph: { mode: string } }>;
  const back = (mode: string) => {
    const changed = results[0];
    if (changed !== undefined) {
      changed.graph.mode = mode;
    }
    return readDisplays({ ...ours, results })[0];
  };
  expect(back('table')?.view).toBe('table');
  expect([back('pieChart')?.view, back('pieChart')?.chart?.kind]).toEqual(['split', 'pie']);
});
