import { expect, test } from 'vitest';
import { type Graph, readGraphs, writeGraph } from './graph.ts';

/** As Zeppelin 0.10 writes it. */
const stored = {
  mode: 'multiBarChart',
  height: 300.0,
  optionOpen: true,
  setting: { multiBarChart: { stacked: true, rotate: { degree: '-45' }, xLabelStatus: 'default' } },
  commonSetting: {},
  keys: [{ name: 'ticker', index: 1.0, aggr: 'sum' }],
  groups: [],
  values: [{ name: 'price', index: 2.0, aggr: 'avg' }],
};

const graph: Graph = {
  mode: 'multiBarChart',
  height: 300,
  optionOpen: true,
  setting: stored.setting,
  commonSetting: {},
  keys: [{ name: 'ticker', index: 1, aggr: 'sum' }],
  groups: [],
  values: [{ name: 'price', index: 2, aggr: 'avg' }],
};

test('graphs are found in an object, a list, and in the old place', () => {
  expect(readGraphs({ results: { '1': { graph: stored } } })).toEqual({ 1: graph });
  expect(readGraphs({ results: [{ graph: stored }] })).toEqual({ 0: graph });
  expect(readGraphs({ graph: stored })).toEqual({ 0: graph });
  expect(readGraphs({ results: [], enabled: true })).toEqual({});
});

test('what is no graph is read as a table, and nothing throws', () => {
  expect(
    readGraphs({ results: { '0': { graph: { mode: 'helium', keys: 'x', values: [null, { name: 'n' }] } } } }),
  ).toEqual({
    0: {
      mode: 'table',
      height: 300,
      optionOpen: false,
      keys: [],
      groups: [],
      values: [{ name: 'n', index: 0, aggr: 'sum' }],
      commonSetting: {},
      setting: {},
    },
  });
  expect(readGraphs({ results: { '0': 7, x: { graph: stored } }, graph: 'no' })).toEqual({});
});

test('writing keeps what others put there', () => {
  const config = {
    colWidth: 6,
    results: {
      '0': { helium: { on: true }, graph: { ...stored, mine: 1, setting: { lineChart: { forceY: true } } } },
      '1': { graph: stored },
    },
  };
  const next = { ...graph, mode: 'lineChart' as const, setting: { multiBarChart: { stacked: false } } };
  expect(writeGraph(config, 0, next)).toEqual({
    colWidth: 6,
    results: {
      '0': {
        helium: { on: true },
        graph: {
          ...next,
          mine: 1,
          setting: { lineChart: { forceY: true }, multiBarChart: { stacked: false } },
        },
      },
      '1': { graph: stored },
    },
  });
  expect(writeGraph({ results: [] }, 0, graph)).toEqual({ results: { 0: { graph } } });
});
