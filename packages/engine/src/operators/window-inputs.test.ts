import { types } from '@riffle/columns';
import type { PhysicalPlan } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays } from '../testing/run-plan.ts';
import { runTimed } from '../testing/run-timed.ts';

const columns = { k: types.string(), v: types.bigint(), ts: rowtime, wm: rowtime };
const windowed = { start: types.timestamp(3), end: types.timestamp(3) };
const count = aggregate('T_COUNT', types.bigint(), []);
const sum = aggregate('T_SUM', types.bigint(), [column(1, types.bigint())]);
const bounds = ['window-start', 'window-end'] as const;
const tumble = { kind: 'tumble' as const, size: 10, offset: 0 };

const rows = tableOf(
  ['a', 1, 1, 0],
  ['b', 2, 4, 3],
  ['a', 4, 3, 3],
  ['a', 8, 12, 9],
  ['b', 32, 13, 12],
  ['a', 32, 27, 26],
);

/** Sums by key in windows of 10, with the windows' columns behind. */
function first(p: PlanBuilder): string {
  const source = p.hash(p.watermark(p.source('t', columns), 2, 3), 0);
  return p.node(
    'window-aggregate',
    [source],
    { k: types.string(), s: types.bigint(), ...windowed, time: rowtime },
    {
      window: tumble,
      time: { index: 2, kind: 'rowtime', local: false },
      attached: null,
      grouping: [0],
      calls: [sum],
      properties: [...bounds, 'window-rowtime'],
      retracting: false,
    },
  );
}

describe('a window aggregate over windows', () => {
  it('takes the windows that came with the rows', async () => {
    const p = new PlanBuilder();
    const second = p.node(
      'window-aggregate',
      [p.single(first(p))],
      { s: types.bigint(), ...windowed },
      {
        window: tumble,
        time: { index: -1, kind: 'rowtime', local: false },
        attached: { start: 2, end: 3 },
        grouping: [],
        calls: [sum],
        properties: bounds,
        retracting: false,
      },
    );
    expect(await runAllWays(p.collect(second), { t: rows })).toEqual([
      '+I[7, 0, 10]',
      '+I[40, 10, 20]',
      '+I[32, 20, 30]',
    ]);
  });

  it('keeps windows apart that end together but start apart', async () => {
    const p = new PlanBuilder();
    const attached = { k: types.string(), v: types.bigint(), ...windowed, wm: rowtime };
    const source = p.hash(p.watermark(p.source('t', attached), 4), 0);
    const node = p.node(
      'window-aggregate',
      [source],
      { k: types.string(), s: types.bigint(), ...windowed },
      {
        window: tumble,
        time: { index: -1, kind: 'rowtime', local: false },
        attached: { start: 2, end: 3 },
        grouping: [0],
        calls: [sum],
        properties: bounds,
        retracting: false,
      },
    );
    const table = tableOf(['a', 1, 0, 10, 0], ['a', 2, 5, 10, 1], ['b', 4, 5, 10, 2], ['a', 8, 0, 10, 3]);
    expect(await runAllWays(p.collect(node), { t: table })).toEqual([
      '+I[a, 9, 0, 10]',
      '+I[a, 2, 5, 10]',
      '+I[b, 4, 5, 10]',
    ]);
  });

  it('sums longer windows by the time of the shorter', async () => {
    const p = new PlanBuilder();
    const output = { k: types.string(), s: types.bigint(), ...windowed };
    const second = p.node('window-aggregate', [p.hash(first(p), 0)], output, {
      window: { kind: 'tumble', size: 20, offset: 0 },
      time: { index: 4, kind: 'rowtime', local: false },
      attached: null,
      grouping: [0],
      calls: [sum],
      properties: bounds,
      retracting: false,
    });
    expect(await runAllWays(p.collect(second), { t: rows })).toEqual([
      '+I[a, 13, 0, 20]',
      '+I[b, 34, 0, 20]',
      '+I[a, 32, 20, 40]',
    ]);
  });
});

function single(retracting: boolean): PhysicalPlan {
  const p = new PlanBuilder();
  const source = p.hash(p.watermark(p.source('t', columns), 2, 3), 0);
  const output = { k: types.string(), n: types.bigint(), s: types.bigint(), ...windowed };
  const node = p.node('window-aggregate', [source], output, {
    window: tumble,
    time: { index: 2, kind: 'rowtime', local: false },
    attached: null,
    grouping: [0],
    calls: [count, sum],
    properties: bounds,
    retracting,
  });
  return p.collect(node);
}

describe('a window aggregate over changes', () => {
  it('takes rows back, and emits no group whose rows are all gone', async () => {
    const changes = tableOf(
      ['a', 1, 1, 0],
      ['b', 2, 2, 0],
      ['-U', 'b', 2, 2, 0],
      ['+U', 'b', 16, 12, 1],
      ['-D', 'a', 1, 1, 1],
      ['c', 4, 3, 1],
      ['c', 8, 4, 1],
      ['-D', 'c', 4, 3, 2],
      ['d', 5, 25, 24],
    );
    expect(await runAllWays(single(true), { t: changes })).toEqual([
      '+I[c, 1, 8, 0, 10]',
      '+I[b, 1, 16, 10, 20]',
      '+I[d, 1, 5, 20, 30]',
    ]);
  });
});

describe('late rows', () => {
  it('are dropped and counted', async () => {
    let late: number | undefined;
    const result = await runTimed(
      single(false),
      {
        t: [
          [0, ['a', 1, 1, 12]],
          [1, ['a', 2, 3, 12]],
          [2, ['b', 4, 7, 12]],
          [3, ['a', 8, 16, 17]],
          [4, ['a', 16, 9, 17]],
        ],
      },
      {
        until: 5,
        inspect: (job) => {
          late = job.metrics().nodes.find(({ kind }) => kind === 'window-aggregate')?.lateRowsDropped;
        },
      },
    );
    expect(result).toEqual(['0 +I[a, 1, 1, 0, 10]', '5 +I[a, 1, 8, 10, 20]']);
    expect(late).toBe(3);
  });
});
