import { types } from '@riffle/columns';
import type { CorrelateNode } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { call, literal } from '../testing/functions.ts';
import { tableOf } from '../testing/memory-connector.ts';
import { column, PlanBuilder } from '../testing/plan-builder.ts';
import { runAllWays } from '../testing/run-plan.ts';

const list = types.array(types.int());
const columns = { k: types.string(), list };
const unnest = { kind: 'call' as const, name: 'UNNEST', args: [column(1, list)], type: types.row([]) };

function plan(own: Partial<CorrelateNode>) {
  const p = new PlanBuilder();
  const output = { ...columns, item: types.int(), ...(own.withOrdinality ? { position: types.int() } : {}) };
  const node = p.node('correlate', [p.source('t', columns)], output, {
    type: 'inner',
    call: unnest,
    withOrdinality: false,
    condition: null,
    ...own,
  });
  return p.collect(node);
}

const rows = tableOf(['a', [1, 2]], ['b', []], ['c', null], ['-U', 'a', [1, 2]], ['+U', 'a', [3, null]]);

describe('correlate', () => {
  it('joins every row with what the function makes of it, and keeps its kind', async () => {
    expect(await runAllWays(plan({}), { t: rows })).toEqual([
      '+I[a, [1, 2], 1]',
      '+I[a, [1, 2], 2]',
      '-U[a, [1, 2], 1]',
      '-U[a, [1, 2], 2]',
      '+U[a, [3, NULL], 3]',
      '+U[a, [3, NULL], NULL]',
    ]);
  });

  it('pads rows of which nothing is made, in a left join', async () => {
    const result = await runAllWays(plan({ type: 'left' }), { t: rows });
    expect(result.slice(2, 4)).toEqual(['+I[b, [], NULL]', '+I[c, NULL, NULL]']);
  });

  it('numbers what comes out', async () => {
    const result = await runAllWays(plan({ withOrdinality: true }), { t: rows });
    expect(result.slice(-2)).toEqual(['+U[a, [3, NULL], 3, 1]', '+U[a, [3, NULL], NULL, 2]']);
  });

  it('keeps only what fulfils the condition, and pads where nothing does', async () => {
    const condition = call('T_LESS', types.boolean(), literal(1, types.int()), column(2, types.int()));
    expect(await runAllWays(plan({ type: 'left', condition }), { t: tableOf(['a', [1, 2]], ['b', [0]]) })).toEqual([
      '+I[a, [1, 2], 2]',
      '+I[b, [0], NULL]',
    ]);
  });
});
