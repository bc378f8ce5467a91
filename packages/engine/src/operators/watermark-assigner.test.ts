import { types } from '@riffle/columns';
import type { Expression, WatermarkAssignerNode } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runPlan } from '../testing/run-plan.ts';

const second = 1_000;

/** Counts rows in windows of ten seconds behind a watermark of five seconds' delay. */
function counts(own: Partial<WatermarkAssignerNode>) {
  const p = new PlanBuilder();
  const source = p.source('t', { ts: rowtime, wm: rowtime });
  const assigned = p.node('watermark-assigner', [source], p.output(source), {
    rowtimeIndex: 0,
    watermark: column(1, rowtime),
    emit: 'on-periodic',
    interval: 200,
    idleTimeout: 0,
    ...own,
  });
  const aggregated = p.node(
    'window-aggregate',
    [p.single(assigned)],
    { start: types.timestamp(3), n: types.bigint() },
    {
      window: { kind: 'tumble', size: 10 * second, offset: 0 },
      time: { index: 0, kind: 'rowtime', local: false },
      attached: null,
      grouping: [],
      calls: [aggregate('T_COUNT', types.bigint(), [])],
      properties: ['window-start'],
      retracting: false,
    },
  );
  return p.collect(aggregated);
}

/** `ts - INTERVAL '5' SECOND`, which is what the column `wm` holds. */
const fiveSecondsBefore: Expression = {
  kind: 'call',
  name: '-',
  args: [column(0, rowtime), { kind: 'literal', value: 5 * second, type: types.dayTimeInterval() }],
  type: types.timestamp(3),
};

/** Rows at these seconds, each with its watermark. */
function at(...seconds: number[]) {
  return { t: tableOf(...seconds.map((s) => [s * second, (s - 5) * second])) };
}

const withLateRow = at(1, 31, 5, 33);

describe('watermark assigner', () => {
  it.each([1, 2, 3, 100])(
    'of a whole subtask makes rows late by event time alone (batches of %i)',
    async (batchSize) => {
      // The row at second 31 moves the watermark to 26; the one at second 5 comes after its window has closed.
      const expected = ['+I[1, 0]', '+I[2, 30000]'];
      const run = (own: Partial<WatermarkAssignerNode>) =>
        runPlan(counts({ scope: 'subtask', ...own }), withLateRow, { batchSize });
      expect([await run({}), await run({ watermark: fiveSecondsBefore })]).toEqual([expected, expected]);
    },
  );

  it('of a whole subtask does not move for steps within the interval', async () => {
    // 31 goes on at once; 31.1 is within 200 ms of it, so the row of second 26.05 still finds its window open.
    const steps = at(31, 31.1, 26.05, 40);
    const run = (own: Partial<WatermarkAssignerNode>, batchSize: number) =>
      runPlan(counts({ scope: 'subtask', ...own }), steps, { batchSize });
    const expected = ['+I[1, 20000]', '+I[2, 30000]', '+I[1, 40000]'];
    expect(await run({}, 1)).toEqual(expected);
    expect(await run({ watermark: fiveSecondsBefore }, 1)).toEqual(expected);
    expect(await run({ watermark: fiveSecondsBefore }, 100)).toEqual(expected);
  });

  it('of a source’s splits waits for the clock: a bounded input has no late rows', async () => {
    expect(await runPlan(counts({ scope: 'split' }), withLateRow)).toEqual(['+I[2, 0]', '+I[2, 30000]']);
  });
});
