import { types } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { type TestRow, tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder } from '../testing/plan-builder.ts';
import { runPlan } from '../testing/run-plan.ts';

/** A total, made by one subtask, beside rows of a second table. */
function totalBesideRows() {
  const p = new PlanBuilder();
  const total = p.node(
    'group-aggregate',
    [p.single(p.source('t', { v: types.bigint() }))],
    { v: types.bigint() },
    {
      grouping: [],
      calls: [aggregate('T_SUM', types.bigint(), [column(0, types.bigint())])],
      generateUpdateBefore: true,
      retracting: false,
      stateTtl: 0,
    },
  );
  const union = p.node('union', [total, p.source('u', { v: types.bigint() })], { v: types.bigint() }, {});
  return p.collect(p.single(union));
}

describe('changes of one subtask that go on to several', () => {
  it('stay in order', async () => {
    const rows = Array.from({ length: 8 }, (_, i): TestRow => [i]);
    const tables = { t: tableOf(...rows), u: tableOf() };
    const straight = await runPlan(totalBesideRows(), tables);
    expect(straight.at(-1)).toBe('+U[28]');
    for (const seed of [1, 2, 3, 4]) {
      expect(await runPlan(totalBesideRows(), tables, { parallelism: 2, batchSize: 1, seed })).toEqual(straight);
    }
  });
});
