import { types } from '@riffle/columns';
import type { RankNode } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { PlanBuilder } from '../testing/plan-builder.ts';
import { runAllWays } from '../testing/run-plan.ts';

const columns = { k: types.string(), v: types.int(), name: types.string() };

function plan(own: Partial<RankNode> = {}) {
  const p = new PlanBuilder();
  const source = p.hash(p.source('t', columns), 0);
  const output = own.outputRank ? { ...columns, rank: types.bigint() } : columns;
  const ranked = p.node('rank', [source], output, {
    rank: 'row-number',
    partition: [0],
    order: [{ index: 1, descending: true, nullsFirst: false }],
    range: { start: 1, end: 2 },
    outputRank: false,
    strategy: 'append-fast',
    generateUpdateBefore: true,
    stateTtl: 0,
    ...own,
  });
  return p.collect(ranked);
}

const rows = tableOf(['a', 1, 'p'], ['a', 3, 'q'], ['a', 2, 'r'], ['a', 0, 's'], ['b', 5, 't'], ['a', 3, 'u']);

describe('rank', () => {
  it('swaps the row that comes in against the one it pushes out', async () => {
    expect(await runAllWays(plan(), { t: rows })).toEqual([
      '+I[a, 1, p]',
      '+I[a, 3, q]',
      '-D[a, 1, p]',
      '+I[a, 2, r]',
      '+I[b, 5, t]',
      '-D[a, 2, r]',
      '+I[a, 3, u]',
    ]);
  });

  it('emits every row whose rank shifts when the rank is part of the result', async () => {
    expect(await runAllWays(plan({ outputRank: true }), { t: rows })).toEqual([
      '+I[a, 1, p, 1]',
      '-U[a, 1, p, 1]',
      '+U[a, 3, q, 1]',
      '+I[a, 1, p, 2]',
      '-U[a, 1, p, 2]',
      '+U[a, 2, r, 2]',
      '+I[b, 5, t, 1]',
      '-U[a, 2, r, 2]',
      '+U[a, 3, u, 2]',
    ]);
  });

  it('brings back rows below when a row of the Top-N is taken back', async () => {
    const table = tableOf(
      ['a', 1, 'p'],
      ['a', 3, 'q'],
      ['a', 2, 'r'],
      ['-D', 'a', 3, 'q'],
      ['-D', 'a', 1, 'p'],
      ['-D', 'x', 1, 'p'],
    );
    expect(await runAllWays(plan({ strategy: 'retract' }), { t: table })).toEqual([
      '+I[a, 1, p]',
      '+I[a, 3, q]',
      '-D[a, 1, p]',
      '+I[a, 2, r]',
      '-D[a, 3, q]',
      '+I[a, 1, p]',
      '-D[a, 1, p]',
    ]);
    expect(await runAllWays(plan({ strategy: 'retract', outputRank: true }), { t: table })).toEqual([
      '+I[a, 1, p, 1]',
      '-U[a, 1, p, 1]',
      '+U[a, 3, q, 1]',
      '+I[a, 1, p, 2]',
      '-U[a, 1, p, 2]',
      '+U[a, 2, r, 2]',
      '-U[a, 3, q, 1]',
      '+U[a, 2, r, 1]',
      '-U[a, 2, r, 2]',
      '+U[a, 1, p, 2]',
      '-D[a, 1, p, 2]',
    ]);
  });

  describe('over rows of a unique key that only get better', () => {
    function updated(outputRank: boolean) {
      const p = new PlanBuilder();
      const source = p.source('t', columns);
      const keyed = { distribution: { kind: 'hash' as const, keys: [0] }, upsertKeys: [[0, 2]] };
      const ranked = p.node(
        'rank',
        [p.node('exchange', [source], columns, keyed)],
        outputRank ? { ...columns, rank: types.bigint() } : columns,
        {
          rank: 'row-number',
          partition: [0],
          order: [{ index: 1, descending: true, nullsFirst: false }],
          range: { start: 1, end: 2 },
          outputRank,
          strategy: 'update-fast',
          generateUpdateBefore: true,
          stateTtl: 0,
        },
      );
      return p.collect(ranked);
    }
    const better = tableOf(
      ['a', 1, 'p'],
      ['a', 3, 'q'],
      ['a', 2, 'r'],
      ['+U', 'a', 5, 'r'],
      ['+U', 'a', 4, 'p'],
      ['+U', 'a', 6, 'r'],
      ['b', 1, 'p'],
    );

    it('replaces a row inside the Top-N and swaps where one enters it', async () => {
      expect(await runAllWays(updated(false), { t: better })).toEqual([
        '+I[a, 1, p]',
        '+I[a, 3, q]',
        '-D[a, 1, p]',
        '+I[a, 2, r]',
        '-U[a, 2, r]',
        '+U[a, 5, r]',
        '-D[a, 3, q]',
        '+I[a, 4, p]',
        '-U[a, 5, r]',
        '+U[a, 6, r]',
        '+I[b, 1, p]',
      ]);
    });

    it('emits the ranks between the old place and the new', async () => {
      expect(await runAllWays(updated(true), { t: better })).toEqual([
        '+I[a, 1, p, 1]',
        '-U[a, 1, p, 1]',
        '+U[a, 3, q, 1]',
        '+I[a, 1, p, 2]',
        '-U[a, 1, p, 2]',
        '+U[a, 2, r, 2]',
        '-U[a, 3, q, 1]',
        '+U[a, 5, r, 1]',
        '-U[a, 2, r, 2]',
        '+U[a, 3, q, 2]',
        '-U[a, 3, q, 2]',
        '+U[a, 4, p, 2]',
        '-U[a, 5, r, 1]',
        '+U[a, 6, r, 1]',
        '+I[b, 1, p, 1]',
      ]);
    });
  });
});
