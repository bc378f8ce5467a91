import { types } from '@riffle/columns';
import type { DeduplicateNode } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays, runPlan } from '../testing/run-plan.ts';

const columns = { k: types.string(), v: types.int(), ts: rowtime, wm: rowtime };

function plan(own: Partial<DeduplicateNode>) {
  const p = new PlanBuilder();
  const source = p.hash(p.watermark(p.source('t', columns), 2, 3), 0);
  return p.collect(
    p.node('deduplicate', [source], columns, {
      key: [0],
      time: 'rowtime',
      timeIndex: 2,
      keep: 'first',
      generateUpdateBefore: true,
      stateTtl: 0,
      outputRank: false,
      ...own,
    }),
  );
}

const rows = tableOf(['a', 1, 5, 1], ['a', 2, 3, 2], ['b', 3, 9, 2], ['a', 4, 4, 6], ['b', 5, 8, 6], ['a', 6, 7, 20]);

describe('deduplicate', () => {
  it('emits the first row by event time once no earlier one can come', async () => {
    expect(await runAllWays(plan({ keep: 'first' }), { t: rows })).toEqual(['+I[a, 2, 3, 2]', '+I[b, 5, 8, 6]']);
  });

  it('drops late rows of keep-first', async () => {
    const late = tableOf(['a', 1, 5, 9], ['b', 2, 8, 9], ['b', 3, 9, 9], ['c', 4, 30, 10]);
    expect(await runPlan(plan({ keep: 'first' }), { t: late })).toEqual([
      '+I[a, 1, 5, 9]',
      '+I[b, 3, 9, 9]',
      '+I[c, 4, 30, 10]',
    ]);
  });

  it('keeps the last row by event time, the later one among equals', async () => {
    expect(await runAllWays(plan({ keep: 'last' }), { t: rows })).toEqual([
      '+I[a, 1, 5, 1]',
      '+I[b, 3, 9, 2]',
      '-U[a, 1, 5, 1]',
      '+U[a, 6, 7, 20]',
    ]);
  });

  it('keeps the first and the last by processing time', async () => {
    expect(await runAllWays(plan({ time: 'proctime', keep: 'first' }), { t: rows })).toEqual([
      '+I[a, 1, 5, 1]',
      '+I[b, 3, 9, 2]',
    ]);
    expect(await runPlan(plan({ time: 'proctime', keep: 'last', generateUpdateBefore: false }), { t: rows })).toEqual([
      '+I[a, 1, 5, 1]',
      '+U[a, 2, 3, 2]',
      '+I[b, 3, 9, 2]',
      '+U[a, 4, 4, 6]',
      '+U[b, 5, 8, 6]',
      '+U[a, 6, 7, 20]',
    ]);
  });
});
