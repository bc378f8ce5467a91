import { types } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder } from '../testing/plan-builder.ts';
import { runAllWays, runPlan } from '../testing/run-plan.ts';

const value = column(1, types.bigint());

function plan(
  options: { retracting?: boolean; generateUpdateBefore?: boolean; grouping?: number[]; batch?: boolean } = {},
) {
  const { retracting = false, generateUpdateBefore = true, grouping = [0] } = options;
  const p = new PlanBuilder();
  if (options.batch) {
    p.batch();
  }
  const source = p.source('t', { k: types.string(), v: types.bigint() });
  const exchange = grouping.length === 0 ? p.single(source) : p.hash(source, ...grouping);
  const output = { ...(grouping.length === 0 ? {} : { k: types.string() }), n: types.bigint(), s: types.bigint() };
  const aggregated = p.node('group-aggregate', [exchange], output, {
    grouping,
    calls: [aggregate('T_COUNT', types.bigint(), []), aggregate('T_SUM', types.bigint(), [value])],
    generateUpdateBefore,
    retracting,
    stateTtl: 0,
  });
  return p.collect(aggregated);
}

describe('group aggregate', () => {
  it('emits an insert for a new group and update pairs afterwards', async () => {
    const rows = await runAllWays(plan(), {
      t: tableOf(['a', 1], ['b', 10], ['a', 2], [null, 5], ['a', null], [null, 1]),
    });
    expect(rows).toEqual([
      '+I[a, 1, 1]',
      '+I[b, 1, 10]',
      '-U[a, 1, 1]',
      '+U[a, 2, 3]',
      '+I[NULL, 1, 5]',
      '-U[a, 2, 3]',
      '+U[a, 3, 3]',
      '-U[NULL, 1, 5]',
      '+U[NULL, 2, 6]',
    ]);
  });

  it('leaves -U out when nobody needs it', async () => {
    const rows = await runAllWays(plan({ generateUpdateBefore: false }), { t: tableOf(['a', 1], ['a', 2]) });
    expect(rows).toEqual(['+I[a, 1, 1]', '+U[a, 2, 3]']);
  });

  it('deletes a group with its last row and ignores what it never saw', async () => {
    const rows = await runAllWays(plan({ retracting: true }), {
      t: tableOf(
        ['-D', 'x', 1],
        ['a', 1],
        ['-U', 'a', 1],
        ['+U', 'a', 1],
        ['a', 4],
        ['-D', 'a', 1],
        ['-D', 'a', 4],
        ['a', 7],
      ),
    });
    expect(rows).toEqual([
      '+I[a, 1, 1]',
      '-D[a, 1, 1]',
      '+I[a, 1, 1]',
      '-U[a, 1, 1]',
      '+U[a, 2, 5]',
      '-U[a, 2, 5]',
      '+U[a, 1, 4]',
      '-D[a, 1, 4]',
      '+I[a, 1, 7]',
    ]);
  });

  it('keeps the row of a global aggregate when everything was taken back', async () => {
    const rows = await runAllWays(plan({ grouping: [], retracting: true }), { t: tableOf(['a', 1], ['-D', 'a', 1]) });
    expect(rows).toEqual(['+I[1, 1]', '-U[1, 1]', '+U[0, NULL]']);
  });

  it('gives final rows only in batch mode, and one row for a global aggregate over nothing', async () => {
    expect(await runPlan(plan({ batch: true }), { t: tableOf(['a', 1], ['b', 10], ['a', 2]) })).toEqual([
      '+I[a, 2, 3]',
      '+I[b, 1, 10]',
    ]);
    expect(await runPlan(plan({ batch: true, grouping: [] }), { t: tableOf() })).toEqual(['+I[0, NULL]']);
  });

  it('emits net changes per mini-batch, whatever the batches of the source', async () => {
    const p = plan({ retracting: true });
    const settings = {
      'table.exec.mini-batch.enabled': 'true',
      'table.exec.mini-batch.size': '3',
      'table.exec.mini-batch.allow-latency': '1 s',
    };
    const table = tableOf(['a', 1], ['a', 2], ['b', 3], ['a', 4], ['b', 5], ['-D', 'b', 3], ['c', 6]);
    for (const batchSize of [1, 2, 100]) {
      expect(await runPlan({ ...p, settings }, { t: table }, { batchSize })).toEqual([
        '+I[a, 2, 3]',
        '+I[b, 1, 3]',
        '-U[a, 2, 3]',
        '+U[a, 3, 7]',
        '-U[b, 1, 3]',
        '+U[b, 1, 5]',
        '+I[c, 1, 6]',
      ]);
    }
  });

  it('emits nothing for a streaming global aggregate over nothing', async () => {
    expect(await runPlan(plan({ grouping: [] }), { t: tableOf() })).toEqual([]);
  });
});
