import { types } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { ConnectorError, type LookupReader } from '../connector.ts';
import { column, PlanBuilder, rowtime } from '../testing/plan-builder.ts';
import { runTimed, type TimedTable } from '../testing/run-timed.ts';

const columns = { k: types.int(), ts: rowtime };
const found = { k2: types.int(), name: types.string() };

const own = {
  type: 'inner' as const,
  table: { catalog: 'c', database: 'd', object: 'names' },
  connector: 'memory',
  options: {},
  physicalColumns: [],
  keys: [{ right: 0, value: column(0, types.int()) }],
  preFilter: null,
  condition: null,
  hints: {},
};

/** A window behind the join shows where the watermark is. */
function plan() {
  const p = new PlanBuilder();
  const source = p.watermark(p.source('t', columns), 1);
  const joined = p.node('lookup-join', [source], { ...columns, ...found }, own);
  const sort = { time: 'rowtime' as const, timeIndex: 1, order: [] };
  return p.collect(p.node('temporal-sort', [joined], { ...columns, ...found }, sort));
}

const rows: TimedTable = [
  [0, [1, 10]],
  [1, [2, 20]],
  [2, [1, 30]],
];

/** Answers key 1 after 50 milliseconds and others at once. */
function slowReader(schedule: (at: number, answer: () => void) => void, now: () => number): LookupReader {
  return {
    lookup: ([key]) =>
      key === 1
        ? new Promise((resolve) => schedule(now() + 50, () => resolve([[1, 'one']])))
        : [[key as number, 'other']],
    close: () => Promise.resolve(),
  };
}

const wanted = ['50 +I[1, 10, 1, one]', '50 +I[2, 20, 2, other]', '100 +I[1, 30, 1, one]'];

describe('lookup join with answers that come later', () => {
  it('keeps the order of rows and watermarks, and takes no rows while an answer is open', async () => {
    const result = await runTimed(
      plan(),
      { t: rows },
      {
        until: 10,
        lookup: (clock) =>
          slowReader(
            (at, answer) => clock.schedule(at, answer),
            () => clock.now(),
          ),
      },
    );
    expect(result).toEqual(wanted);
  });

  it('answers what is open before a savepoint', async () => {
    const result = await runTimed(
      plan(),
      { t: rows },
      {
        until: 10,
        restoreAt: 20,
        lookup: (clock) =>
          slowReader(
            (at, answer) => clock.schedule(at, answer),
            () => clock.now(),
          ),
      },
    );
    expect(result).toEqual(wanted);
  });

  it('fails the job when the table cannot answer', async () => {
    const failing: LookupReader = {
      lookup: () => Promise.reject(new ConnectorError('the table of names is gone')),
      close: () => Promise.resolve(),
    };
    await expect(runTimed(plan(), { t: rows }, { until: 10, lookup: () => failing })).rejects.toThrow(
      'the table of names is gone',
    );
  });
});

describe('lookup join that keeps what it found', () => {
  const changes: TimedTable = [
    [0, [1, 10]],
    [1, [2, 20]],
    [40, ['-D', 1, 10]],
    [41, [1, 30]],
    [42, ['-U', 2, 20]],
    [43, ['+U', 2, 21]],
    [44, ['-D', 3, 99]],
  ];

  /** Every answer is another one. */
  function changingReader(): LookupReader {
    let answers = 0;
    return { lookup: ([key]) => [[key as number, `answer ${++answers}`]], close: () => Promise.resolve() };
  }

  function keepingPlan() {
    const p = new PlanBuilder();
    const source = p.hash(p.source('t', columns), 0);
    const materialize = { key: [0], stateTtl: 0 };
    return p.collect(p.node('lookup-join', [source], { ...columns, ...found }, { ...own, materialize }));
  }

  it('takes back the same rows, whatever the table says by then', async () => {
    const lookup = () => changingReader();
    expect(await runTimed(keepingPlan(), { t: changes }, { until: 100, lookup })).toEqual([
      '0 +I[1, 10, 1, answer 1]',
      '1 +I[2, 20, 2, answer 2]',
      '40 -D[1, 10, 1, answer 1]',
      '41 +I[1, 30, 1, answer 3]',
      '42 -U[2, 20, 2, answer 2]',
      '43 +U[2, 21, 2, answer 4]',
    ]);
  });

  it('remembers over a savepoint', async () => {
    const lookup = () => changingReader();
    expect(await runTimed(keepingPlan(), { t: changes }, { until: 100, restoreAt: 20, lookup })).toEqual([
      '0 +I[1, 10, 1, answer 1]',
      '1 +I[2, 20, 2, answer 2]',
      '40 -D[1, 10, 1, answer 1]',
      '41 +I[1, 30, 1, answer 1]',
      '42 -U[2, 20, 2, answer 2]',
      '43 +U[2, 21, 2, answer 2]',
    ]);
  });
});
