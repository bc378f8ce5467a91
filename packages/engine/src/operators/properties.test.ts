import { type Random, seededRandom } from '@riffle/base';
import { types } from '@riffle/columns';
import type { JoinType, WindowSpec } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { type MemoryTable, type TestRow, tableOf } from '../testing/memory-connector.ts';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { finalRows, runPlan, runWithRestore, sorted } from '../testing/run-plan.ts';

/** Seeds to try; more with `PROPERTY_SEEDS`. A failure names its seed. */
const SEEDS = Array.from({ length: Number(process.env['PROPERTY_SEEDS'] ?? 25) }, (_, i) => i + 1);

type Row = readonly [number | null, number | null];
const columns = { k: types.int(), v: types.bigint() };

/** A changelog with duplicates, NULLs and retractions of rows that are there, and the rows it leaves. */
function randomChanges(random: Random, length: number): { table: MemoryTable; left: Row[] } {
  const left: Row[] = [];
  const changes: TestRow[] = [];
  for (let i = 0; i < length; i++) {
    if (left.length > 0 && random.next() < 0.35) {
      const [row] = left.splice(random.integer(0, left.length - 1), 1) as [Row];
      changes.push(['-D', ...row]);
    } else {
      const row: Row = [
        random.next() < 0.1 ? null : random.integer(0, 3),
        random.next() < 0.1 ? null : random.integer(0, 5),
      ];
      left.push(row);
      changes.push(row);
    }
  }
  return { table: tableOf(...changes), left };
}

function text(row: readonly (number | null)[]): string {
  return `[${row.map((value) => value ?? 'NULL').join(', ')}]`;
}

/** The final rows of a run with a seeded interleaving and batch size, straight or over a savepoint. */
async function resultOf(
  plan: ReturnType<PlanBuilder['collect']>,
  tables: Record<string, MemoryTable>,
  seed: number,
): Promise<string[]> {
  const options = { seed, batchSize: 1 + (seed % 5), parallelism: 1 + (seed % 2) };
  const changes =
    seed % 3 === 0
      ? await runWithRestore(plan, tables, { ...options, stopAfter: seed % 17, restoreParallelism: 1 + (seed % 4) })
      : await runPlan(plan, tables, options);
  return finalRows(changes);
}

describe('against computing everything anew', () => {
  it.each(SEEDS)('group aggregate, seed %i', async (seed) => {
    const { table, left } = randomChanges(seededRandom(seed), 40);
    const p = new PlanBuilder();
    const value = column(1, types.bigint());
    const output = { k: types.int(), n: types.bigint(), s: types.bigint(), d: types.bigint(), m: types.bigint() };
    const plan = p.collect(
      p.node('group-aggregate', [p.hash(p.source('t', columns), 0)], output, {
        grouping: [0],
        calls: [
          aggregate('T_COUNT', types.bigint(), []),
          aggregate('T_SUM', types.bigint(), [value]),
          aggregate('T_SUM', types.bigint(), [value], { distinct: true }),
          aggregate('T_MAX', types.bigint(), [value]),
        ],
        generateUpdateBefore: true,
        retracting: true,
        stateTtl: 0,
      }),
    );
    const groups = Map.groupBy(left, ([key]) => key);
    const wanted = [...groups].map(([key, rows]) => {
      const values = rows.flatMap(([, v]) => v ?? []);
      const sum = (all: readonly number[]): number | null => (all.length === 0 ? null : all.reduce((a, b) => a + b));
      const max = values.length === 0 ? null : Math.max(...values);
      return text([key, rows.length, sum(values), sum([...new Set(values)]), max]);
    });
    expect(await resultOf(plan, { t: table }, seed)).toEqual(sorted(wanted));
  });

  const JOINS: readonly JoinType[] = ['inner', 'left', 'right', 'full', 'semi', 'anti'];

  it.each(SEEDS)('joins of every type, seed %i', async (seed) => {
    const l = randomChanges(seededRandom(seed), 25);
    const r = randomChanges(seededRandom(seed + 1000), 25);
    const matches = (a: Row, b: Row): boolean => a[0] !== null && a[0] === b[0];
    const nulls: Row = [null, null];
    for (const type of JOINS) {
      const p = new PlanBuilder();
      const inputs = [p.hash(p.source('l', columns), 0), p.hash(p.source('r', columns), 0)];
      const isLeftOnly = type === 'semi' || type === 'anti';
      const output = isLeftOnly ? columns : { ...columns, k2: types.int(), v2: types.bigint() };
      const plan = p.collect(
        p.node('join', inputs, output, {
          type,
          keys: [{ left: 0, right: 0, filterNulls: true }],
          condition: null,
          leftUpsertKeys: [],
          rightUpsertKeys: [],
          leftStateTtl: 0,
          rightStateTtl: 0,
        }),
      );
      const wanted = isLeftOnly
        ? l.left.filter((a) => r.left.some((b) => matches(a, b)) === (type === 'semi')).map(text)
        : [
            ...l.left.flatMap((a) => r.left.filter((b) => matches(a, b)).map((b) => text([...a, ...b]))),
            ...(type === 'left' || type === 'full'
              ? l.left.filter((a) => !r.left.some((b) => matches(a, b))).map((a) => text([...a, ...nulls]))
              : []),
            ...(type === 'right' || type === 'full'
              ? r.left.filter((b) => !l.left.some((a) => matches(a, b))).map((b) => text([...nulls, ...b]))
              : []),
          ];
      expect(await resultOf(plan, { l: l.table, r: r.table }, seed), type).toEqual(sorted(wanted));
    }
  });

  it.each(SEEDS)('rank with and without rank number, seed %i', async (seed) => {
    const { table, left } = randomChanges(seededRandom(seed), 40);
    for (const outputRank of [false, true]) {
      const p = new PlanBuilder();
      const source = p.hash(p.source('t', columns), 0);
      const plan = p.collect(
        p.node('rank', [source], outputRank ? { ...columns, rank: types.bigint() } : columns, {
          rank: 'row-number',
          partition: [0],
          order: [{ index: 1, descending: true, nullsFirst: false }],
          range: { start: 2, end: 3 },
          outputRank,
          strategy: 'retract',
          generateUpdateBefore: true,
          stateTtl: 0,
        }),
      );
      const wanted = [...Map.groupBy(left, ([key]) => key).values()].flatMap((rows) =>
        [...rows]
          .sort((a, b) => (b[1] ?? -1) - (a[1] ?? -1))
          .slice(1, 3)
          .map((row, i) => text(outputRank ? [...row, i + 2] : row)),
      );
      expect(await resultOf(plan, { t: table }, seed)).toEqual(sorted(wanted));
    }
  });

  const WINDOWS: readonly WindowSpec[] = [
    { kind: 'tumble', size: 10, offset: 3 },
    { kind: 'hop', size: 10, slide: 4, offset: 0 },
    { kind: 'cumulate', size: 12, step: 4, offset: 1 },
    { kind: 'session', gap: 4, partitionKeys: [0] },
  ];

  it.each(SEEDS)('windows of every kind, seed %i', async (seed) => {
    const random = seededRandom(seed);
    // Rows up to 6 out of order, the watermark 7 behind: nothing is late.
    const rows = Array.from({ length: 40 }, (_, i): [number, number, number, number] => [
      random.integer(0, 2),
      random.integer(0, 9),
      i * 2 - random.integer(0, 6),
      i * 2 - 7,
    ]);
    for (const window of WINDOWS) {
      const p = new PlanBuilder();
      const source = p.source('t', { ...columns, ts: rowtime, wm: rowtime });
      const output = { k: types.int(), s: types.bigint(), start: types.timestamp(3), end: types.timestamp(3) };
      const plan = p.collect(
        p.node('window-aggregate', [p.hash(p.watermark(source, 2, 3), 0)], output, {
          window,
          time: { index: 2, kind: 'rowtime', local: false },
          attached: null,
          grouping: [0],
          calls: [aggregate('T_SUM', types.bigint(), [column(1, types.bigint())])],
          properties: ['window-start', 'window-end'],
          retracting: false,
        }),
      );
      const changes = await runPlan(
        plan,
        { t: tableOf(...rows) },
        { seed, batchSize: 1 + (seed % 7), parallelism: 1 + (seed % 2) },
      );
      expect(finalRows(changes), window.kind).toEqual(sorted(naiveWindows(rows, window)));
    }
  });
});

function naiveWindows(rows: readonly (readonly [number, number, number, number])[], window: WindowSpec): string[] {
  return [...Map.groupBy(rows, ([key]) => key)].flatMap(([key, own]) => {
    const bounds =
      window.kind === 'session'
        ? sessionsOf(
            own.map((row) => row[2]),
            window.gap,
          )
        : alignedOf(own, window);
    return bounds.flatMap(([start, end]) => {
      const inside = own.filter((row) => row[2] >= start && row[2] < end);
      return inside.length === 0 ? [] : [text([key, inside.reduce((sum, row) => sum + row[1], 0), start, end])];
    });
  });
}

/** Every window there could be, tried one by one. */
function alignedOf(
  rows: readonly (readonly [number, number, number, number])[],
  window: Exclude<WindowSpec, { kind: 'session' }>,
): [number, number][] {
  const times = rows.map((row) => row[2]);
  const every = window.kind === 'hop' ? window.slide : window.size;
  const bounds: [number, number][] = [];
  const first = window.offset - 20 * window.size;
  for (let start = first; start <= Math.max(...times); start += every) {
    const step = window.kind === 'cumulate' ? window.step : window.size;
    for (let length = step; length <= window.size; length += step) {
      bounds.push([start, start + length]);
    }
  }
  return bounds;
}

function sessionsOf(times: readonly number[], gap: number): [number, number][] {
  const sessions: [number, number][] = [];
  for (const time of [...times].sort((a, b) => a - b)) {
    const last = sessions.at(-1);
    if (last !== undefined && time <= last[1]) {
      last[1] = time + gap;
    } else {
      sessions.push([time, time + gap]);
    }
  }
  return sessions;
}
