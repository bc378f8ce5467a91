import { types } from '@riffle/columns';
import type { JoinNode, JoinType } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { call } from '../testing/functions.ts';
import { tableOf } from '../testing/memory-connector.ts';
import { column, PlanBuilder } from '../testing/plan-builder.ts';
import { finalRows, runAllWays, runPlan, sorted } from '../testing/run-plan.ts';

const columns = { k: types.int(), v: types.string() };

function plan(type: JoinType, own: Partial<JoinNode> = {}, batch = false) {
  const p = new PlanBuilder();
  if (batch) {
    p.batch();
  }
  const left = p.hash(p.source('l', columns), 0);
  const right = p.hash(p.source('r', columns), 0);
  const isLeftOnly = type === 'semi' || type === 'anti';
  const output = isLeftOnly ? columns : { ...columns, k2: types.int(), v2: types.string() };
  const joined = p.node('join', [left, right], output, {
    type,
    keys: [{ left: 0, right: 0, filterNulls: true }],
    condition: null,
    leftUpsertKeys: [],
    rightUpsertKeys: [],
    leftStateTtl: 0,
    rightStateTtl: 0,
    ...own,
  });
  return p.collect(joined);
}

const tables = {
  l: tableOf([1, 'a'], [1, 'a'], [2, 'b'], [null, 'n'], ['-D', 1, 'a']),
  r: tableOf([1, 'x'], [3, 'z'], [null, 'm'], [1, 'y'], ['-U', 1, 'x'], ['+U', 1, 'w']),
};

describe('join', () => {
  const wanted: Readonly<Record<JoinType, readonly string[]>> = {
    inner: ['[1, a, 1, w]', '[1, a, 1, y]'],
    left: ['[1, a, 1, w]', '[1, a, 1, y]', '[2, b, NULL, NULL]', '[NULL, n, NULL, NULL]'],
    right: ['[1, a, 1, w]', '[1, a, 1, y]', '[NULL, NULL, 3, z]', '[NULL, NULL, NULL, m]'],
    full: [
      '[1, a, 1, w]',
      '[1, a, 1, y]',
      '[2, b, NULL, NULL]',
      '[NULL, NULL, 3, z]',
      '[NULL, NULL, NULL, m]',
      '[NULL, n, NULL, NULL]',
    ],
    semi: ['[1, a]'],
    anti: ['[2, b]', '[NULL, n]'],
  };

  for (const [type, rows] of Object.entries(wanted)) {
    it(`keeps the result of ${type} right under duplicates, NULL keys and retractions`, async () => {
      const changes = await runAllWays(plan(type as JoinType), tables, { final: true });
      expect(finalRows(changes)).toEqual(rows);
    });

    it(`gives only final rows for ${type} in batch mode`, async () => {
      const inserts = await runPlan(plan(type as JoinType, {}, true), tables);
      expect(sorted(inserts)).toEqual(rows.map((row) => `+I${row}`));
    });
  }

  it('takes the padded row back before the first match and brings it back after the last', async () => {
    const changes = await runPlan(
      plan('left'),
      { l: tableOf([1, 'a']), r: tableOf([1, 'x'], [1, 'y'], ['-D', 1, 'x'], ['-D', 1, 'y']) },
      { scheduler: leftFirst() },
    );
    expect(changes).toEqual([
      '+I[1, a, NULL, NULL]',
      '-D[1, a, NULL, NULL]',
      '+I[1, a, 1, x]',
      '+I[1, a, 1, y]',
      '-D[1, a, 1, x]',
      '-D[1, a, 1, y]',
      '+I[1, a, NULL, NULL]',
    ]);
  });

  it('matches only where the extra condition holds', async () => {
    const condition = call('T_EQUAL', types.boolean(), column(1, types.string()), column(3, types.string()));
    const changes = await runAllWays(
      plan('full', { condition }),
      { l: tableOf([1, 'a'], [1, 'b']), r: tableOf([1, 'a'], [1, 'c']) },
      { final: true },
    );
    expect(finalRows(changes)).toEqual(['[1, a, 1, a]', '[1, b, NULL, NULL]', '[NULL, NULL, 1, c]']);
  });

  it('replaces rows by unique key', async () => {
    const last = await runPlan(
      plan('inner', { leftUpsertKeys: [[0]], rightUpsertKeys: [[0]] }),
      { l: tableOf([1, 'a'], ['+U', 1, 'b']), r: tableOf([1, 'x']) },
      { scheduler: leftFirst() },
    );
    expect(last).toEqual(['+I[1, b, 1, x]']);
  });
});

/** Runs what comes first in the plan as long as it can. */
function leftFirst() {
  return {
    pick: () => 0,
    beginSlice: () => undefined,
    sliceIsOver: () => true,
    yield: () => Promise.resolve(),
    idle: (woken: Promise<void>) => woken,
  };
}
