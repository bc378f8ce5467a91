import { types } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays, runPlan } from '../testing/run-plan.ts';
import { ArrayRounds, mayReuseArrays } from './array-rounds.ts';
import { planTasks } from './task-graph.ts';

describe('rounds of arrays', () => {
  it('give the same arrays in the next round, and larger ones when these are too small', () => {
    const rounds = new ArrayRounds();
    rounds.begin();
    const first = [rounds.ints(4), rounds.doubles(4), rounds.ints(2)];
    rounds.end();
    rounds.begin();
    const second = [rounds.ints(3), rounds.doubles(8), rounds.ints(2)];
    rounds.end();
    expect([second[0] === first[0], second[1] === first[1], second[2] === first[2]]).toEqual([true, false, true]);
    expect(second.map((array) => array?.length)).toEqual([4, 8, 2]);
  });

  it('keep arrays back until every holder has released them', () => {
    const rounds = new ArrayRounds();
    rounds.begin();
    const held = rounds.ints(4);
    const holders = [rounds.hold(), rounds.hold()];
    rounds.end();
    const next = (): Int32Array => {
      rounds.begin();
      const array = rounds.ints(4);
      rounds.end();
      return array;
    };
    const reused = [next() === held];
    holders[0]?.release();
    reused.push(next() === held);
    holders[1]?.release();
    reused.push(next() === held);
    expect(reused).toEqual([false, false, true]);
  });

  it('lend nothing outside of a round', () => {
    const rounds = new ArrayRounds();
    const array = rounds.ints(1);
    expect([rounds.hold(), rounds.ints(1) === array]).toEqual([null, false]);
  });
});

const second = 1_000;

/** Sums of `n` by `k` in windows of ten seconds, or the rows themselves. */
function sums(shape: 'aggregated' | 'rows') {
  const p = new PlanBuilder();
  const source = p.source('t', { k: types.int(), n: types.bigint(), ts: rowtime });
  const assigned = p.node('watermark-assigner', [source], p.output(source), {
    rowtimeIndex: 2,
    watermark: column(2, rowtime),
    emit: 'on-event',
    interval: 200,
    idleTimeout: 0,
  });
  if (shape === 'rows') {
    return p.collect(assigned);
  }
  const aggregated = p.node(
    'window-aggregate',
    [p.hash(assigned, 0)],
    { k: types.int(), n: types.bigint(), start: types.timestamp(3) },
    {
      window: { kind: 'tumble', size: 10 * second, offset: 0 },
      time: { index: 2, kind: 'rowtime', local: false },
      attached: null,
      grouping: [0],
      calls: [aggregate('T_SUM', types.bigint(), [column(1, types.bigint())])],
      properties: ['window-start'],
      retracting: false,
    },
  );
  return p.collect(aggregated);
}

describe('a subtask', () => {
  it('reuses arrays only where nobody keeps a batch', () => {
    const reuse = (shape: 'aggregated' | 'rows'): boolean[] => {
      const { tasks } = planTasks(sums(shape), 2);
      return tasks.map((task) => mayReuseArrays(task, tasks));
    };
    expect([reuse('aggregated'), reuse('rows')]).toEqual([[true, false], [false]]);
  });

  it('does not touch the arrays of batches that wait in a channel', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 3, 2 ** i % 1_000_003, i * second]);
    const expected = Array.from({ length: 18 }, (_, i) => {
      const [k, from] = [i % 3, Math.floor(i / 3) * 10];
      const own = rows.slice(from, from + 10).filter((row) => row[0] === k);
      return `+I[${k}, ${own.reduce((sum, row) => sum + (row[1] as number), 0)}, ${from * second}]`;
    }).sort();
    const tables = { t: tableOf(...rows) };
    expect((await runAllWays(sums('aggregated'), tables)).sort()).toEqual(expected);
    for (let seed = 0; seed < 20; seed++) {
      const options = { seed, batchSize: 1 + (seed % 4), parallelism: 1 + (seed % 3) };
      expect((await runPlan(sums('aggregated'), tables, options)).sort()).toEqual(expected);
    }
  });
});
