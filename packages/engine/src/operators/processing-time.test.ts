import { types } from '@riffle/columns';
import type { OverAggregateNode, WindowSpec } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { aggregate, column, PlanBuilder } from '../testing/plan-builder.ts';
import { runTimed, type TimedTable } from '../testing/run-timed.ts';

const columns = { k: types.string(), v: types.bigint() };
const sum = aggregate('T_SUM', types.bigint(), [column(1, types.bigint())]);

describe('windows of processing time', () => {
  function windows(window: WindowSpec) {
    const p = new PlanBuilder();
    const output = { ...columns, start: types.timestamp(3), end: types.timestamp(3) };
    const node = p.node('window-aggregate', [p.hash(p.source('t', columns), 0)], output, {
      window,
      time: { index: -1, kind: 'proctime', local: false },
      attached: null,
      grouping: [0],
      calls: [sum],
      properties: ['window-start', 'window-end'],
      retracting: false,
    });
    return p.collect(node);
  }
  const rows: TimedTable = [
    [1, ['a', 1]],
    [2, ['b', 2]],
    [9, ['a', 4]],
    [10, ['a', 8]],
    [17, ['b', 16]],
  ];

  it('fire when the clock has passed their end', async () => {
    const wanted = ['10 +I[a, 5, 0, 10]', '10 +I[b, 2, 0, 10]', '20 +I[a, 8, 10, 20]', '20 +I[b, 16, 10, 20]'];
    const tumble: WindowSpec = { kind: 'tumble', size: 10, offset: 0 };
    expect(await runTimed(windows(tumble), { t: rows }, { until: 30 })).toEqual(wanted);
    expect(await runTimed(windows(tumble), { t: rows }, { until: 30, restoreAt: 5 })).toEqual(wanted);
  });

  it('hop', async () => {
    const hop: WindowSpec = { kind: 'hop', size: 10, slide: 5, offset: 0 };
    expect(await runTimed(windows(hop), { t: rows }, { until: 30 })).toEqual([
      '5 +I[a, 1, -5, 5]',
      '5 +I[b, 2, -5, 5]',
      '10 +I[a, 5, 0, 10]',
      '10 +I[b, 2, 0, 10]',
      '15 +I[a, 12, 5, 15]',
      '20 +I[a, 8, 10, 20]',
      '20 +I[b, 16, 10, 20]',
      '25 +I[b, 16, 15, 25]',
    ]);
  });

  it('of sessions end when nothing has come for the gap', async () => {
    const session: WindowSpec = { kind: 'session', gap: 6, partitionKeys: [0] };
    const wanted = ['7 +I[a, 1, 1, 7]', '8 +I[b, 2, 2, 8]', '16 +I[a, 12, 9, 16]', '23 +I[b, 16, 17, 23]'];
    expect(await runTimed(windows(session), { t: rows }, { until: 30 })).toEqual(wanted);
    expect(await runTimed(windows(session), { t: rows }, { until: 30, restoreAt: 11 })).toEqual(wanted);
  });
});

describe('OVER by processing time', () => {
  function over(own: Partial<OverAggregateNode>) {
    const p = new PlanBuilder();
    const node = p.node(
      'over-aggregate',
      [p.hash(p.source('t', columns), 0)],
      { ...columns, total: types.bigint() },
      {
        partition: [0],
        order: [{ index: 1, descending: false, nullsFirst: true }],
        time: 'proctime',
        frame: 'rows',
        lower: { preceding: null },
        calls: [sum],
        stateTtl: 0,
        generateUpdateBefore: true,
        ...own,
      },
    );
    return p.collect(node);
  }
  const rows: TimedTable = [
    [0, ['a', 1]],
    [5, ['a', 2]],
    [5, ['b', 32]],
    [12, ['a', 4]],
    [30, ['a', 8]],
  ];

  it('sums all rows so far, each as it comes', async () => {
    const wanted = ['0 +I[a, 1, 1]', '5 +I[a, 2, 3]', '5 +I[b, 32, 32]', '12 +I[a, 4, 7]', '30 +I[a, 8, 15]'];
    expect(await runTimed(over({}), { t: rows }, { until: 40 })).toEqual(wanted);
    expect(await runTimed(over({}), { t: rows }, { until: 40, restoreAt: 7 })).toEqual(wanted);
  });

  it('sums the rows before', async () => {
    expect(await runTimed(over({ lower: { preceding: 1 } }), { t: rows }, { until: 40 })).toEqual([
      '0 +I[a, 1, 1]',
      '5 +I[a, 2, 3]',
      '5 +I[b, 32, 32]',
      '12 +I[a, 4, 6]',
      '30 +I[a, 8, 12]',
    ]);
  });

  it('sums the rows of a stretch of time', async () => {
    const wanted = ['0 +I[a, 1, 1]', '5 +I[a, 2, 3]', '5 +I[b, 32, 32]', '12 +I[a, 4, 6]', '30 +I[a, 8, 8]'];
    const range = over({ frame: 'range', lower: { preceding: 10 } });
    expect(await runTimed(range, { t: rows }, { until: 40 })).toEqual(wanted);
    expect(await runTimed(range, { t: rows }, { until: 40, restoreAt: 7 })).toEqual(wanted);
  });
});
