import { types } from '@riffle/columns';
import type { WindowSpec } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays } from '../testing/run-plan.ts';

function plan(window: WindowSpec, options: { distinct?: boolean } = {}) {
  const p = new PlanBuilder();
  const source = p.source('t', { k: types.string(), v: types.bigint(), ts: rowtime, wm: rowtime });
  const exchange = p.hash(p.watermark(source, 2, 3), 0);
  const aggregated = p.node(
    'window-aggregate',
    [exchange],
    { k: types.string(), n: types.bigint(), s: types.bigint(), start: types.timestamp(3), end: types.timestamp(3) },
    {
      window,
      time: { index: 2, kind: 'rowtime', local: false },
      attached: null,
      grouping: [0],
      calls: [
        aggregate('T_COUNT', types.bigint(), []),
        aggregate('T_SUM', types.bigint(), [column(1, types.bigint())], { distinct: options.distinct ?? false }),
      ],
      properties: ['window-start', 'window-end'],
      retracting: false,
    },
  );
  return p.collect(aggregated);
}

const rows = tableOf(
  ['a', 1, 1, 0],
  ['b', 2, 4, 3],
  ['a', 4, 3, 3],
  ['a', 8, 12, 9],
  ['b', 16, 13, 12],
  ['b', 16, 9, 13],
  ['a', 32, 27, 26],
);

describe('window aggregate', () => {
  it('sums tumbling windows when their end has passed', async () => {
    const result = await runAllWays(plan({ kind: 'tumble', size: 10, offset: 0 }), { t: rows });
    expect(result).toEqual([
      '+I[a, 2, 5, 0, 10]',
      '+I[b, 1, 2, 0, 10]',
      '+I[a, 1, 8, 10, 20]',
      '+I[b, 1, 16, 10, 20]',
      '+I[a, 1, 32, 20, 30]',
    ]);
  });
});
