import { types } from '@riffle/columns';
import type { JoinType } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../testing/memory-connector.ts';
import { column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays, runPlan, sorted } from '../testing/run-plan.ts';

const left = { k: types.int(), l: types.string(), lt: rowtime };
const right = { k2: types.int(), r: types.string(), rt: rowtime };
const keys = [{ left: 0, right: 0, filterNulls: true }];

function sides(p: PlanBuilder): [string, string] {
  return [p.hash(p.watermark(p.source('l', left), 2), 0), p.hash(p.watermark(p.source('r', right), 2), 0)];
}

describe('interval join', () => {
  function plan(type: JoinType) {
    const p = new PlanBuilder();
    const own = {
      type,
      keys,
      condition: null,
      time: 'rowtime' as const,
      leftTime: 2,
      rightTime: 2,
      lower: -5,
      upper: 5,
    };
    return p.collect(p.node('interval-join', sides(p), { ...left, ...right }, own));
  }
  const tables = {
    l: tableOf([1, 'a', 10], [2, 'b', 11], [1, 'c', 20], [null, 'n', 21]),
    r: tableOf([1, 'x', 5], [1, 'y', 15], [3, 'z', 16], [1, 'w', 26]),
  };
  const pairs = ['+I[1, a, 10, 1, x, 5]', '+I[1, a, 10, 1, y, 15]', '+I[1, c, 20, 1, y, 15]'];
  const leftOnly = ['+I[2, b, 11, NULL, NULL, NULL]', '+I[NULL, n, 21, NULL, NULL, NULL]'];
  const rightOnly = ['+I[NULL, NULL, NULL, 1, w, 26]', '+I[NULL, NULL, NULL, 3, z, 16]'];

  for (const [type, wanted] of Object.entries({
    inner: pairs,
    left: [...pairs, ...leftOnly],
    right: [...pairs, ...rightOnly],
    full: [...pairs, ...leftOnly, ...rightOnly],
  })) {
    it(`pads what found no partner: ${type}`, async () => {
      expect(sorted(await runAllWays(plan(type as JoinType), tables))).toEqual(sorted(wanted));
    });
  }
});

describe('temporal join', () => {
  function plan(type: 'inner' | 'left') {
    const p = new PlanBuilder();
    const own = {
      type,
      keys,
      condition: null,
      time: 'rowtime' as const,
      leftTime: 2,
      rightTime: 2,
      rightUniqueKey: [0],
    };
    return p.collect(p.node('temporal-join', sides(p), { ...left, ...right }, own));
  }
  const tables = {
    l: tableOf([1, 'a', 4], [1, 'c', 9], [1, 'b', 12], [2, 'd', 13], [1, 'e', 20], [1, 'f', 30]),
    r: tableOf([1, 'v1', 5], ['-U', 1, 'v1', 10], ['+U', 1, 'v2', 10], ['-D', 1, 'v2', 25], [3, 'w', 26]),
  };

  it('joins the version that was valid then', async () => {
    expect(sorted(await runAllWays(plan('inner'), tables))).toEqual([
      '+I[1, b, 12, 1, v2, 10]',
      '+I[1, c, 9, 1, v1, 5]',
      '+I[1, e, 20, 1, v2, 10]',
    ]);
  });

  it('pads rows for which there was none', async () => {
    const result = sorted(await runAllWays(plan('left'), tables));
    expect(result.filter((row) => row.includes('NULL'))).toEqual([
      '+I[1, a, 4, NULL, NULL, NULL]',
      '+I[1, f, 30, NULL, NULL, NULL]',
      '+I[2, d, 13, NULL, NULL, NULL]',
    ]);
  });
});

describe('lookup join', () => {
  it('asks for every row and pads where nothing is found', async () => {
    const p = new PlanBuilder();
    const source = p.source('l', left);
    const own = {
      type: 'left' as const,
      table: { catalog: 'c', database: 'd', object: 'r' },
      connector: 'memory',
      options: {},
      physicalColumns: [],
      keys: [{ right: 0, value: column(0, types.int()) }],
      preFilter: null,
      condition: null,
      hints: {},
    };
    const plan = p.collect(p.node('lookup-join', [source], { ...left, ...right }, own));
    const tables = { l: tableOf([1, 'a', 1], [null, 'n', 2], [2, 'b', 3]), r: tableOf([1, 'x', 5], [1, 'y', 6]) };
    expect(await runPlan(plan, tables)).toEqual([
      '+I[1, a, 1, 1, x, 5]',
      '+I[1, a, 1, 1, y, 6]',
      '+I[NULL, n, 2, NULL, NULL, NULL]',
      '+I[2, b, 3, NULL, NULL, NULL]',
    ]);
  });
});

describe('window join', () => {
  const attached = { start: types.timestamp(3), end: types.timestamp(3) };
  function plan(type: JoinType) {
    const p = new PlanBuilder();
    const side = (name: string): string => {
      const columns = { k: types.int(), v: types.string(), ts: rowtime, ...attached };
      return p.hash(p.watermark(p.source(name, columns), 2), 0);
    };
    const output = { k: types.int(), v: types.string(), ts: rowtime, ...attached };
    const isLeftOnly = type === 'semi' || type === 'anti';
    const both = Object.fromEntries([
      ...Object.entries(output),
      ...(isLeftOnly ? [] : Object.entries(output).map(([name, type_]) => [`${name}2`, type_] as const)),
    ]);
    return p.collect(
      p.node('window-join', [side('l'), side('r')], both, {
        type,
        keys,
        condition: null,
        time: { index: -1, kind: 'rowtime', local: false },
        left: { start: 3, end: 4 },
        right: { start: 3, end: 4 },
      }),
    );
  }
  const tables = {
    l: tableOf([1, 'a', 1, 0, 10], [1, 'b', 12, 10, 20], [2, 'c', 13, 10, 20], [null, 'n', 14, 10, 20]),
    r: tableOf([1, 'x', 2, 0, 10], [1, 'y', 3, 0, 10], [null, 'm', 14, 10, 20], [2, 'z', 22, 20, 30]),
  };
  const text = (rows: readonly string[]): string[] => sorted(rows.map((row) => row.replace(/, \d+, \d+, \d+/g, '')));

  for (const [type, wanted] of Object.entries({
    inner: ['+I[1, a, 1, x]', '+I[1, a, 1, y]'],
    left: [
      '+I[1, a, 1, x]',
      '+I[1, a, 1, y]',
      '+I[1, b, NULL, NULL, NULL, NULL, NULL]',
      '+I[2, c, NULL, NULL, NULL, NULL, NULL]',
      '+I[NULL, n, NULL, NULL, NULL, NULL, NULL]',
    ],
    full: [
      '+I[1, a, 1, x]',
      '+I[1, a, 1, y]',
      '+I[1, b, NULL, NULL, NULL, NULL, NULL]',
      '+I[2, c, NULL, NULL, NULL, NULL, NULL]',
      '+I[NULL, NULL, NULL, NULL, NULL, 2, z]',
      '+I[NULL, NULL, NULL, NULL, NULL, NULL, m]',
      '+I[NULL, n, NULL, NULL, NULL, NULL, NULL]',
    ],
    semi: ['+I[1, a]'],
    anti: ['+I[1, b]', '+I[2, c]', '+I[NULL, n]'],
  })) {
    it(`joins within the same window: ${type}`, async () => {
      expect(text(await runAllWays(plan(type as JoinType), tables))).toEqual(wanted);
    });
  }
});
