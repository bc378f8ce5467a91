import { types } from '@riffle/columns';
import type { WindowSpec } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays, runPlan, runWithRestore } from '../testing/run-plan.ts';

const sumAndBounds = {
  k: types.string(),
  n: types.bigint(),
  s: types.bigint(),
  start: types.timestamp(3),
  end: types.timestamp(3),
};

function plan(window: WindowSpec, options: { distinct?: boolean; zone?: string } = {}) {
  const p = new PlanBuilder().set('table.local-time-zone', options.zone ?? 'UTC');
  const source = p.source('t', { k: types.string(), v: types.bigint(), ts: rowtime, wm: rowtime });
  const exchange = p.hash(p.watermark(source, 2, 3), 0);
  const aggregated = p.node('window-aggregate', [exchange], sumAndBounds, {
    window,
    time: { index: 2, kind: 'rowtime', local: options.zone !== undefined },
    attached: null,
    grouping: [0],
    calls: [
      aggregate('T_COUNT', types.bigint(), []),
      aggregate('T_SUM', types.bigint(), [column(1, types.bigint())], { distinct: options.distinct ?? false }),
    ],
    properties: ['window-start', 'window-end'],
    retracting: false,
  });
  return p.collect(aggregated);
}

const rows = tableOf(
  ['a', 1, 1, 0],
  ['b', 2, 4, 3],
  ['a', 4, 3, 3],
  ['a', 8, 12, 9],
  ['b', 16, 13, 12],
  ['b', 16, 14, 13],
  ['a', 32, 27, 26],
);

describe('window aggregate', () => {
  it('sums tumbling windows when their end has passed, in order of their ends', async () => {
    expect(await runAllWays(plan({ kind: 'tumble', size: 10, offset: 0 }), { t: rows })).toEqual([
      '+I[a, 2, 5, 0, 10]',
      '+I[b, 1, 2, 0, 10]',
      '+I[a, 1, 8, 10, 20]',
      '+I[b, 2, 32, 10, 20]',
      '+I[a, 1, 32, 20, 30]',
    ]);
  });

  it('keeps windows closed over a restore that the watermark passed before any row was in them', async () => {
    const hop: WindowSpec = { kind: 'hop', size: 10, slide: 5, offset: 0 };
    const late = { t: tableOf(['a', 1, 22, 22], ['a', 2, 17, 22], ['a', 4, 41, 41]) };
    const straight = await runPlan(plan(hop), late);
    expect(straight.slice(0, 2)).toEqual(['+I[a, 2, 3, 15, 25]', '+I[a, 1, 1, 20, 30]']);
    expect(await runWithRestore(plan(hop), late, { stopAfter: 2 })).toEqual(straight);
  });

  it.each<WindowSpec>([
    { kind: 'tumble', size: 10, offset: 0 },
    { kind: 'session', gap: 4, partitionKeys: [0] },
  ])('keeps a late row late over a restore that nothing else was open at ($kind)', async (window) => {
    const late = { t: tableOf(['a', 1, 5, 5], ['a', 2, 12, 25], ['a', 4, 6, 6], ['a', 8, 41, 41]) };
    const straight = await runPlan(plan(window), late);
    expect(straight.map((row) => row.slice(0, 9))).toEqual(['+I[a, 1, ', '+I[a, 1, ', '+I[a, 1, ']);
    for (const restoreParallelism of [1, 2]) {
      expect(await runWithRestore(plan(window), late, { stopAfter: 2, restoreParallelism })).toEqual(straight);
    }
  });

  it('shifts windows by an offset, also to before the epoch', async () => {
    const result = await runAllWays(plan({ kind: 'tumble', size: 10, offset: 3 }), { t: rows });
    expect(result.slice(0, 3)).toEqual(['+I[a, 1, 1, -7, 3]', '+I[b, 1, 2, 3, 13]', '+I[a, 2, 12, 3, 13]']);
  });

  it('counts DISTINCT values once per window, also where slices are merged', async () => {
    expect(await runAllWays(plan({ kind: 'tumble', size: 10, offset: 0 }, { distinct: true }), { t: rows })).toContain(
      '+I[b, 2, 16, 10, 20]',
    );
    expect(
      await runAllWays(plan({ kind: 'cumulate', size: 20, step: 5, offset: 0 }, { distinct: true }), { t: rows }),
    ).toContain('+I[b, 3, 18, 0, 20]');
  });

  it('sums hopping windows', async () => {
    expect(await runAllWays(plan({ kind: 'hop', size: 10, slide: 5, offset: 0 }), { t: rows })).toEqual([
      '+I[a, 2, 5, -5, 5]',
      '+I[b, 1, 2, -5, 5]',
      '+I[a, 2, 5, 0, 10]',
      '+I[b, 1, 2, 0, 10]',
      '+I[a, 1, 8, 5, 15]',
      '+I[b, 2, 32, 5, 15]',
      '+I[a, 1, 8, 10, 20]',
      '+I[b, 2, 32, 10, 20]',
      '+I[a, 1, 32, 20, 30]',
      '+I[a, 1, 32, 25, 35]',
    ]);
  });

  it('lets cumulating windows grow to their size', async () => {
    expect(await runAllWays(plan({ kind: 'cumulate', size: 10, step: 5, offset: 0 }), { t: rows })).toEqual([
      '+I[a, 2, 5, 0, 5]',
      '+I[b, 1, 2, 0, 5]',
      '+I[a, 2, 5, 0, 10]',
      '+I[b, 1, 2, 0, 10]',
      '+I[a, 1, 8, 10, 15]',
      '+I[b, 2, 32, 10, 15]',
      '+I[a, 1, 8, 10, 20]',
      '+I[b, 2, 32, 10, 20]',
      '+I[a, 1, 32, 20, 30]',
    ]);
  });

  it('merges sessions that touch', async () => {
    expect(await runAllWays(plan({ kind: 'session', gap: 9, partitionKeys: [0] }), { t: rows })).toEqual([
      '+I[a, 3, 13, 1, 21]',
      '+I[b, 3, 34, 4, 23]',
      '+I[a, 1, 32, 27, 36]',
    ]);
  });

  it('drops a row when the last window it could count in is over', async () => {
    const late = tableOf(['a', 1, 1, 12], ['a', 2, 3, 12], ['a', 4, 7, 12], ['a', 8, 16, 17], ['a', 16, 9, 17]);
    expect(await runPlan(plan({ kind: 'tumble', size: 10, offset: 0 }), { t: late })).toEqual([
      '+I[a, 1, 1, 0, 10]',
      '+I[a, 1, 8, 10, 20]',
    ]);
    expect(await runPlan(plan({ kind: 'hop', size: 10, slide: 5, offset: 0 }), { t: late })).toEqual([
      '+I[a, 1, 1, -5, 5]',
      '+I[a, 1, 1, 0, 10]',
      '+I[a, 1, 4, 5, 15]',
      '+I[a, 1, 8, 10, 20]',
      '+I[a, 1, 8, 15, 25]',
    ]);
  });

  it('cuts days in the session zone', async () => {
    const day = 86_400_000;
    const table = tableOf(['a', 1, 0, 0], ['a', 2, 15 * 3_600_000, 0], ['a', 4, 17 * 3_600_000, 0]);
    const shanghai = plan({ kind: 'tumble', size: day, offset: 0 }, { zone: 'Asia/Shanghai' });
    expect(await runAllWays(shanghai, { t: table })).toEqual([
      `+I[a, 2, 3, 0, ${day}]`,
      `+I[a, 1, 4, ${day}, ${2 * day}]`,
    ]);
  });
});
