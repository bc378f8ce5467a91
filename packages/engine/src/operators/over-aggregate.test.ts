import { types } from '@riffle/columns';
import type { OverAggregateNode } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays, runPlan } from '../testing/run-plan.ts';
import { runTimed, type TimedTable } from '../testing/run-timed.ts';

const columns = { k: types.string(), v: types.bigint(), ts: rowtime, wm: rowtime };

function plan(own: Partial<OverAggregateNode>) {
  const p = new PlanBuilder();
  const source = p.hash(p.watermark(p.source('t', columns), 2, 3), 0);
  return p.collect(
    p.node(
      'over-aggregate',
      [source],
      { ...columns, n: types.bigint(), s: types.bigint() },
      {
        partition: [0],
        order: [{ index: 2, descending: false, nullsFirst: true }],
        time: 'rowtime',
        frame: 'range',
        lower: { preceding: null },
        calls: [
          aggregate('T_COUNT', types.bigint(), []),
          aggregate('T_SUM', types.bigint(), [column(1, types.bigint())]),
        ],
        stateTtl: 0,
        generateUpdateBefore: true,
        ...own,
      },
    ),
  );
}

const rows = tableOf(
  ['a', 1, 5, 0],
  ['a', 2, 3, 1],
  ['b', 4, 4, 2],
  ['a', 8, 5, 4],
  ['a', 16, 9, 8],
  ['a', 32, 12, 12],
);

describe('over aggregate', () => {
  it('gives peers the same result in a RANGE frame, in order of time', async () => {
    expect(await runAllWays(plan({}), { t: rows })).toEqual([
      '+I[a, 2, 3, 1, 1, 2]',
      '+I[b, 4, 4, 2, 1, 4]',
      '+I[a, 1, 5, 0, 3, 11]',
      '+I[a, 8, 5, 4, 3, 11]',
      '+I[a, 16, 9, 8, 4, 27]',
      '+I[a, 32, 12, 12, 5, 59]',
    ]);
  });

  it('counts row by row in a ROWS frame', async () => {
    const result = await runAllWays(plan({ frame: 'rows', lower: { preceding: 1 } }), { t: rows });
    expect(result.filter((row) => row.startsWith('+I[a'))).toEqual([
      '+I[a, 2, 3, 1, 1, 2]',
      '+I[a, 1, 5, 0, 2, 3]',
      '+I[a, 8, 5, 4, 2, 9]',
      '+I[a, 16, 9, 8, 2, 24]',
      '+I[a, 32, 12, 12, 2, 48]',
    ]);
  });

  it('lets rows leave a RANGE frame with a lower bound', async () => {
    const result = await runAllWays(plan({ lower: { preceding: 4 } }), { t: rows });
    expect(result.filter((row) => row.startsWith('+I[a'))).toEqual([
      '+I[a, 2, 3, 1, 1, 2]',
      '+I[a, 1, 5, 0, 3, 11]',
      '+I[a, 8, 5, 4, 3, 11]',
      '+I[a, 16, 9, 8, 3, 25]',
      '+I[a, 32, 12, 12, 2, 48]',
    ]);
  });

  it('judges lateness per key where the frame has a lower bound', async () => {
    const late = tableOf(['a', 1, 5, 6], ['b', 2, 4, 6], ['a', 4, 5, 6], ['a', 8, 9, 10]);
    expect(await runPlan(plan({ lower: { preceding: 100 } }), { t: late })).toEqual([
      '+I[a, 1, 5, 6, 1, 1]',
      '+I[b, 2, 4, 6, 1, 2]',
      '+I[a, 8, 9, 10, 2, 9]',
    ]);
    expect(await runPlan(plan({}), { t: late })).toEqual(['+I[a, 1, 5, 6, 1, 1]', '+I[a, 8, 9, 10, 2, 9]']);
  });

  it('changes the results of all rows behind one that comes or goes when the order is not a time', async () => {
    const order = [{ index: 1, descending: false, nullsFirst: true }];
    const table = tableOf(['a', 1, 0, 0], ['a', 5, 0, 0], ['a', 2, 0, 0], ['-D', 'a', 1, 0, 0]);
    expect(await runAllWays(plan({ time: 'none', frame: 'rows', order }), { t: table })).toEqual([
      '+I[a, 1, 0, 0, 1, 1]',
      '+I[a, 5, 0, 0, 2, 6]',
      '+I[a, 2, 0, 0, 2, 3]',
      '-U[a, 5, 0, 0, 2, 6]',
      '+U[a, 5, 0, 0, 3, 8]',
      '-D[a, 1, 0, 0, 1, 1]',
      '-U[a, 2, 0, 0, 2, 3]',
      '+U[a, 2, 0, 0, 1, 2]',
      '-U[a, 5, 0, 0, 3, 8]',
      '+U[a, 5, 0, 0, 2, 7]',
    ]);
  });

  it('forgets keys of a RANGE frame when all their rows have left it, by event time and by processing time', async () => {
    const range: Partial<OverAggregateNode> = { frame: 'range', lower: { preceding: 10 } };
    const keys = Array.from({ length: 50 }, (_, i) => [i, [`key ${i}`, 1, i, i]] as const);
    const bytesAfter = async (own: Partial<OverAggregateNode>, last: TimedTable): Promise<number> => {
      let bytes = Number.NaN;
      await runTimed(
        plan(own),
        { t: [...keys, ...last] },
        {
          until: 200,
          restoreAt: 100,
          inspect: (job) => {
            bytes = job.metrics().nodes.find(({ kind }) => kind === 'over-aggregate')?.stateBytes ?? Number.NaN;
          },
        },
      );
      return bytes;
    };
    const last: TimedTable = [[150, ['last', 1, 150, 150]]];
    const kept = await bytesAfter({ frame: 'rows', lower: { preceding: 10 } }, last);
    expect(await bytesAfter(range, last)).toBeLessThan(kept / 2);
    expect(await bytesAfter({ ...range, time: 'proctime' }, last)).toBeLessThan(kept / 2);
  });

  it('begins anew after the time to live, but not while rows wait for the watermark', async () => {
    const waits: TimedTable = [
      [0, ['a', 1, 5, 0]],
      [150, ['a', 2, 6, 5]],
      [160, ['a', 4, 7, 7]],
      [300, ['a', 8, 20, 20]],
    ];
    expect(await runTimed(plan({ stateTtl: 100 }), { t: waits }, { until: 400 })).toEqual([
      '150 +I[a, 1, 5, 0, 1, 1]',
      '160 +I[a, 2, 6, 5, 2, 3]',
      '160 +I[a, 4, 7, 7, 3, 7]',
      '300 +I[a, 8, 20, 20, 1, 8]',
    ]);
  });
});
