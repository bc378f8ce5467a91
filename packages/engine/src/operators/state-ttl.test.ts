import { types } from '@riffle/columns';
import type { DeduplicateNode, JoinNode } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { aggregate, column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runTimed, type TimedTable } from '../testing/run-timed.ts';

const TTL = 100;
const columns = { k: types.string(), v: types.bigint() };

function groups() {
  const p = new PlanBuilder();
  const aggregated = p.node('group-aggregate', [p.hash(p.source('t', columns), 0)], columns, {
    grouping: [0],
    calls: [aggregate('T_SUM', types.bigint(), [column(1, types.bigint())])],
    generateUpdateBefore: true,
    retracting: true,
    stateTtl: TTL,
  });
  return p.collect(aggregated);
}

describe('state time to live of a group aggregate', () => {
  const rows: TimedTable = [
    [0, ['a', 1]],
    [99, ['a', 2]],
    [150, ['b', 8]],
    [198, ['a', 4]],
    [298, ['a', 16]],
    [310, ['-D', 'b', 8]],
  ];
  const wanted = [
    '0 +I[a, 1]',
    '99 -U[a, 1]',
    '99 +U[a, 3]',
    '150 +I[b, 8]',
    '198 -U[a, 3]',
    '198 +U[a, 7]',
    '298 +I[a, 16]',
  ];

  it('starts anew with every row, and a group that has expired begins again without a word about the old one', async () => {
    expect(await runTimed(groups(), { t: rows }, { until: 400 })).toEqual(wanted);
  });

  it('goes on over a restore', async () => {
    expect(await runTimed(groups(), { t: rows }, { until: 400, restoreAt: 160 })).toEqual(wanted);
  });

  it('emits an update that changes nothing, so that state behind it stays alive too', async () => {
    const same: TimedTable = [
      [0, ['a', 1]],
      [50, ['a', 0]],
    ];
    expect(await runTimed(groups(), { t: same }, { until: 60 })).toEqual(['0 +I[a, 1]', '50 -U[a, 1]', '50 +U[a, 1]']);
  });
});

describe('state time to live of a join', () => {
  function joined(own: Partial<JoinNode>) {
    const p = new PlanBuilder();
    const left = p.hash(p.source('l', columns), 0);
    const right = p.hash(p.source('r', columns), 0);
    const output = { ...columns, k2: types.string(), v2: types.bigint() };
    const node = p.node('join', [left, right], output, {
      type: 'inner',
      keys: [{ left: 0, right: 0, filterNulls: true }],
      condition: null,
      leftUpsertKeys: [],
      rightUpsertKeys: [],
      leftStateTtl: TTL,
      rightStateTtl: 0,
      ...own,
    });
    return p.collect(node);
  }

  it('is each side’s own, and counts from when the row came', async () => {
    const tables = {
      l: [
        [0, ['a', 1]],
        [60, ['a', 2]],
        [300, ['a', 3]],
      ] as TimedTable,
      r: [
        [50, ['a', 10]],
        [120, ['a', 20]],
      ] as TimedTable,
    };
    const wanted = ['50 +I[a, 1, a, 10]', '60 +I[a, 2, a, 10]', '120 +I[a, 2, a, 20]'];
    const last = ['300 +I[a, 3, a, 10]', '300 +I[a, 3, a, 20]'];
    expect(await runTimed(joined({}), tables, { until: 400 })).toEqual([...wanted, ...last]);
    expect(await runTimed(joined({}), tables, { until: 400, restoreAt: 110 })).toEqual([...wanted, ...last]);
    expect(await runTimed(joined({ rightStateTtl: TTL }), tables, { until: 400 })).toEqual(wanted);
  });

  it('frees rows nobody asks for any more', async () => {
    let bytes = Number.NaN;
    const tables = { l: [[0, ['a', 1]]] as TimedTable, r: [[0, ['b', 2]]] as TimedTable };
    await runTimed(joined({ rightStateTtl: TTL }), tables, {
      until: 300,
      inspect: (job) => {
        bytes = job.metrics().nodes.find(({ kind }) => kind === 'join')?.stateBytes ?? Number.NaN;
      },
    });
    let empty = Number.NaN;
    await runTimed(
      joined({ rightStateTtl: TTL }),
      { l: [], r: [] },
      {
        until: 300,
        inspect: (job) => {
          empty = job.metrics().nodes.find(({ kind }) => kind === 'join')?.stateBytes ?? Number.NaN;
        },
      },
    );
    // What is left is room for the two keys, no row: a row alone is 168 bytes.
    expect(bytes - empty).toBeLessThan(168 * 2);
  });
});

describe('state time to live of a deduplication', () => {
  function deduplicated(own: Partial<DeduplicateNode>) {
    const timed = { ...columns, ts: rowtime };
    const p = new PlanBuilder();
    const node = p.node('deduplicate', [p.hash(p.source('t', timed), 0)], timed, {
      key: [0],
      time: 'proctime',
      timeIndex: 2,
      keep: 'first',
      generateUpdateBefore: true,
      stateTtl: TTL,
      outputRank: false,
      ...own,
    });
    return p.collect(node);
  }
  const rows: TimedTable = [
    [0, ['a', 1, 0]],
    [99, ['a', 2, 0]],
    [100, ['a', 3, 0]],
    [150, ['a', 4, 0]],
  ];

  it('lets a key pass again when its first row has expired', async () => {
    expect(await runTimed(deduplicated({}), { t: rows }, { until: 200 })).toEqual(['0 +I[a, 1, 0]', '100 +I[a, 3, 0]']);
    expect(await runTimed(deduplicated({}), { t: rows }, { until: 200, restoreAt: 50 })).toEqual([
      '0 +I[a, 1, 0]',
      '100 +I[a, 3, 0]',
    ]);
  });

  it('starts anew with every last row', async () => {
    expect(await runTimed(deduplicated({ keep: 'last' }), { t: rows }, { until: 200 })).toEqual([
      '0 +I[a, 1, 0]',
      '99 -U[a, 1, 0]',
      '99 +U[a, 2, 0]',
      '100 -U[a, 2, 0]',
      '100 +U[a, 3, 0]',
      '150 -U[a, 3, 0]',
      '150 +U[a, 4, 0]',
    ]);
  });

  it('frees what has expired', async () => {
    let bytes = Number.NaN;
    const before: TimedTable = [
      [0, ['a', 1, 0]],
      [1, ['b', 1, 0]],
    ];
    const stateAfter = async (until: number): Promise<number> => {
      await runTimed(
        deduplicated({}),
        { t: before },
        {
          until,
          inspect: (job) => {
            bytes = job.metrics().nodes.find(({ kind }) => kind === 'deduplicate')?.stateBytes ?? Number.NaN;
          },
        },
      );
      return bytes;
    };
    expect(await stateAfter(300)).toBeLessThan(await stateAfter(50));
  });
});
