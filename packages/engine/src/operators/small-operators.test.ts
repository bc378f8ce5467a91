import { notNull, types } from '@riffle/columns';
import { retract, type SinkNode, upsert } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { call, literal } from '../testing/functions.ts';
import { tableOf } from '../testing/memory-connector.ts';
import { column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runAllWays, runPlan } from '../testing/run-plan.ts';

const columns = { k: types.string(), v: types.int() };
const byValue = [{ index: 1, descending: false, nullsFirst: true }];

describe('changelog normalize', () => {
  it('fills in what an upsert stream leaves out', async () => {
    const p = new PlanBuilder();
    const source = p.hash(p.source('t', columns), 0);
    const own = { uniqueKey: [0], stateTtl: 0, filter: null, changelog: retract };
    const plan = p.collect(p.node('changelog-normalize', [source], columns, own));
    const table = tableOf(['+U', 'a', 1], ['+U', 'a', 1], ['+U', 'a', 2], ['-D', 'b', 0], ['-D', 'a', null], ['a', 3]);
    expect(await runAllWays(plan, { t: table })).toEqual(['+I[a, 1]', '-U[a, 1]', '+U[a, 2]', '-D[a, 2]', '+I[a, 3]']);
  });
});

describe('deletes that carry only their key', () => {
  it('give what is computed from absent NOT NULL columns its starting value', async () => {
    const p = new PlanBuilder();
    const [name, size] = [notNull(types.string()), notNull(types.int())];
    const source = p.source('t', { k: types.int(), name, size, note: types.string() });
    const one = literal(1, notNull(types.int()));
    const projections = [
      column(0, types.int()),
      column(1, name),
      call('T_PLUS', size, column(2, size), one),
      column(3, types.string()),
      one,
    ];
    const output = { k: types.int(), name, more: size, note: types.string(), one: size };
    const own = { condition: null, projections, changelog: { ...upsert, keyOnlyDeletes: true } };
    const table = tableOf([1, 'a', 10, 'x'], [2, 'b', 20, null], ['-D', 1, null, null, null]);
    expect(await runAllWays(p.collect(p.node('calc', [source], output, own)), { t: table })).toEqual([
      '+I[1, a, 11, x, 1]',
      '+I[2, b, 21, NULL, 1]',
      '-D[1, , -1, NULL, 1]',
    ]);
  });
});

describe('sort and limit', () => {
  const rows = tableOf(['a', 3], ['b', null], ['c', 1], ['d', 3], ['e', 2]);

  it('sorts a bounded input at its end, equal rows as they came', async () => {
    const p = new PlanBuilder().batch();
    const sort = { order: byValue, offset: 1, fetch: 3, generateUpdateBefore: true };
    const plan = p.collect(p.node('sort', [p.single(p.source('t', columns))], columns, sort));
    expect(await runPlan(plan, { t: rows })).toEqual(['+I[c, 1]', '+I[e, 2]', '+I[a, 3]']);
  });

  it('keeps the top rows of a stream', async () => {
    const p = new PlanBuilder();
    const sort = { order: byValue, offset: 0, fetch: 2, generateUpdateBefore: true };
    const plan = p.collect(p.node('sort', [p.single(p.source('t', columns))], columns, sort));
    expect(await runAllWays(plan, { t: rows })).toEqual(['+I[a, 3]', '+I[b, NULL]', '-D[a, 3]', '+I[c, 1]']);
  });

  it('passes the first rows after an offset', async () => {
    const p = new PlanBuilder();
    const limit = { offset: 1, fetch: 2, generateUpdateBefore: true };
    const plan = p.collect(p.node('limit', [p.single(p.source('t', columns))], columns, limit));
    expect(await runAllWays(plan, { t: rows })).toEqual(['+I[b, NULL]', '+I[c, 1]']);
  });
});

describe('temporal sort', () => {
  it('emits rows in order of time when the watermark has reached them', async () => {
    const p = new PlanBuilder();
    const timed = { k: types.string(), v: types.int(), ts: rowtime, wm: rowtime };
    const sort = { time: 'rowtime' as const, timeIndex: 2, order: byValue };
    const source = p.single(p.watermark(p.source('t', timed), 2, 3));
    const plan = p.collect(p.node('temporal-sort', [source], timed, sort));
    const table = tableOf(['a', 9, 5, 1], ['b', 8, 3, 2], ['c', 7, 5, 4], ['d', 6, 9, 8]);
    expect(await runAllWays(plan, { t: table })).toEqual([
      '+I[b, 8, 3, 2]',
      '+I[c, 7, 5, 4]',
      '+I[a, 9, 5, 1]',
      '+I[d, 6, 9, 8]',
    ]);
  });
});

describe('expand and union', () => {
  it('repeats rows per projection and puts inputs together', async () => {
    const p = new PlanBuilder();
    const nothing = { kind: 'literal' as const, type: types.int(), value: null };
    const source = p.source('t', columns);
    const expanded = p.node('expand', [source], columns, {
      projections: [
        [column(0, types.string()), column(1, types.int())],
        [column(0, types.string()), nothing],
      ],
    });
    const plan = p.collect(p.node('union', [expanded, source], columns, {}));
    const changes = await runAllWays(plan, { t: tableOf(['a', 1], ['-D', 'b', 2]) });
    expect([...changes].sort()).toEqual(['+I[a, 1]', '+I[a, 1]', '+I[a, NULL]', '-D[b, 2]', '-D[b, 2]', '-D[b, NULL]']);
  });
});

describe('window table function and window rank', () => {
  const timed = { k: types.string(), v: types.int(), ts: rowtime };
  const windows = { start: types.timestamp(3), end: types.timestamp(3), time: rowtime };

  it('repeats rows for every window they fall into', async () => {
    const p = new PlanBuilder();
    const own = {
      window: { kind: 'hop' as const, size: 10, slide: 5, offset: 0 },
      time: { index: 2, kind: 'rowtime' as const, local: false },
    };
    const source = p.watermark(p.source('t', timed), 2);
    const plan = p.collect(p.node('window-table-function', [source], { ...timed, ...windows }, own));
    expect(await runAllWays(plan, { t: tableOf(['a', 1, 7], ['n', 2, null]) })).toEqual([
      '+I[a, 1, 7, 5, 15, 14]',
      '+I[a, 1, 7, 0, 10, 9]',
    ]);
  });

  it('holds the rows of a session until it is over', async () => {
    const p = new PlanBuilder();
    const own = {
      window: { kind: 'session' as const, gap: 5, partitionKeys: [0] },
      time: { index: 2, kind: 'rowtime' as const, local: false },
    };
    const source = p.hash(p.watermark(p.source('t', timed), 2), 0);
    const plan = p.collect(p.node('window-table-function', [source], { ...timed, ...windows }, own));
    const table = tableOf(['a', 1, 1], ['a', 2, 4], ['b', 3, 5], ['a', 4, 20]);
    expect(await runAllWays(plan, { t: table })).toEqual([
      '+I[a, 1, 1, 1, 9, 8]',
      '+I[a, 2, 4, 1, 9, 8]',
      '+I[b, 3, 5, 5, 10, 9]',
      '+I[a, 4, 20, 20, 25, 24]',
    ]);
  });

  it('ranks the rows of a window when it is over', async () => {
    const p = new PlanBuilder();
    const attached = { ...timed, start: types.timestamp(3), end: types.timestamp(3) };
    const source = p.hash(p.watermark(p.source('t', attached), 2), 0);
    const plan = p.collect(
      p.node(
        'window-rank',
        [source],
        { ...attached, rank: types.bigint() },
        {
          partition: [0],
          order: [{ index: 1, descending: true, nullsFirst: false }],
          range: { start: 1, end: 2 },
          outputRank: true,
          time: { index: -1, kind: 'rowtime', local: false },
          windowColumns: { start: 3, end: 4 },
        },
      ),
    );
    const table = tableOf(['a', 1, 1, 0, 10], ['a', 3, 2, 0, 10], ['a', 2, 3, 0, 10], ['a', 5, 11, 10, 20]);
    expect(await runAllWays(plan, { t: table })).toEqual([
      '+I[a, 3, 2, 0, 10, 1]',
      '+I[a, 2, 3, 0, 10, 2]',
      '+I[a, 5, 11, 10, 20, 1]',
    ]);
  });
});

describe('sink', () => {
  const strict = { k: types.string(), v: { ...types.int(), nullable: false } };
  function plan(
    own: Partial<SinkNode>,
    output: Readonly<Record<string, ReturnType<typeof types.int> | ReturnType<typeof types.string>>> = strict,
  ) {
    const p = new PlanBuilder();
    p.sink(p.source('t', output), own);
    return p.collect();
  }

  it('commits exactly once over a restore', async () => {
    expect(await runAllWays(plan({}), { t: tableOf(['a', 1], ['b', 2], ['c', 3]) })).toEqual([
      '+I[a, 1]',
      '+I[b, 2]',
      '+I[c, 3]',
    ]);
  });

  it('fails the job on NULL in a NOT NULL column, or drops the row', async () => {
    const table = tableOf(['a', 1], ['b', null]);
    await expect(runPlan(plan({ notNull: 'error' }), { t: table })).rejects.toThrow("Column 'v' is NOT NULL");
    expect(await runPlan(plan({ notNull: 'drop' }), { t: table })).toEqual(['+I[a, 1]']);
  });

  it('pads and cuts texts to their declared length, or refuses them', async () => {
    const output = { c: types.char(3), v: types.varchar(2) };
    const p = (typeLength: SinkNode['typeLength']) => plan({ typeLength }, output as never);
    const table = tableOf(['x', 'yyy']);
    expect(await runPlan(p('trim-pad'), { t: table })).toEqual(['+I[x  , yy]']);
    await expect(runPlan(p('error'), { t: table })).rejects.toThrow("Column 'c' is CHAR(3)");
  });

  it('brings the earlier row of a primary key back when the last one goes', async () => {
    const table = tableOf(['a', 1], ['a', 2], ['-D', 'a', 2], ['-D', 'a', 1]);
    expect(await runPlan(plan({ primaryKey: [0], upsertMaterialize: true }), { t: table })).toEqual([
      '+I[a, 1]',
      '+U[a, 2]',
      '+U[a, 1]',
      '-D[a, 1]',
    ]);
  });
});
