import { type LogicalType, MapValue, types, type Value } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { drain, rowsOf, sourceNode, testContext } from '../testing/connector-harness.ts';
import { DatagenReader } from './source.ts';

function open(
  columns: Record<string, LogicalType>,
  options: Record<string, string>,
  more: Parameters<typeof testContext>[0] = {},
) {
  const test = testContext(more);
  const reader = new DatagenReader(sourceNode(columns, options), { context: test.context, seed: 42 });
  return { ...test, reader };
}

function take(reader: DatagenReader, maxRows = 100_000): Value[][] {
  const polled = reader.poll(maxRows);
  return polled.kind === 'batch' ? rowsOf(polled.batch) : [];
}

describe('datagen', () => {
  it('gives rows at the rate, exactly, however the clock moves', async () => {
    const { reader, clock } = open({ id: types.int() }, { 'rows-per-second': '7' });
    let given = 0;
    for (const step of [0, 1, 142, 857, 2_999, 6_000]) {
      clock.advanceBy(step);
      given += take(reader).length;
    }
    expect(given).toBe(70);
    const waiting = reader.available();
    expect(clock.nextTimer()).toBe(1_010_000);
    clock.advanceBy(1);
    await waiting;
    expect(take(reader)).toHaveLength(1);
  });

  it('ends after number-of-rows, over all subtasks', async () => {
    const rows = await Promise.all(
      [0, 1, 2].map(async (subtask) => {
        const { reader, clock } = open({ id: types.int() }, { 'number-of-rows': '10' }, { subtask, parallelism: 3 });
        clock.advanceBy(60_000);
        return (await drain(reader)).length;
      }),
    );
    expect(rows).toEqual([4, 3, 3]);
  });

  it('ends when a sequence ends, says so once, and counts through all subtasks', async () => {
    const options = { 'fields.id.kind': 'sequence', 'fields.id.start': '5', 'fields.id.end': '11' };
    const { reader, clock } = open(
      { id: types.bigint(), s: types.string() },
      { ...options, 'fields.s.length': '3' },
      { subtask: 1, parallelism: 2 },
    );
    expect(reader.splits()).toEqual(['datagen-1-of-2']);
    clock.advanceBy(1000);
    expect(take(reader).map(([id]) => id)).toEqual([6, 8, 10]);
    expect(reader.poll(10)).toEqual({ kind: 'split-finished', split: 'datagen-1-of-2' });
    expect([reader.poll(10), reader.splits()]).toEqual([{ kind: 'finished' }, []]);
  });

  it('gives the same rows whatever the batch size, and goes on after a restore', () => {
    const columns = { a: types.int(), b: types.double(), c: types.string(), d: types.array(types.bigint()) };
    const options = { 'rows-per-second': '1000000', 'fields.c.length': '8' };
    const whole = open(columns, options);
    whole.clock.advanceBy(1000);
    const expected = take(whole.reader, 50);

    const first = open(columns, options);
    first.clock.advanceBy(1000);
    const begun = [...take(first.reader, 7), ...take(first.reader, 13)];
    const restored = JSON.parse(JSON.stringify(first.reader.snapshot()));
    const second = open(columns, options, { restored, parallelism: 1 });
    second.clock.advanceBy(1000);
    expect([...begun, ...take(second.reader, 30)]).toEqual(expected);
  });

  it('deals the lanes of a snapshot out at another parallelism', () => {
    const restored = {
      splits: Object.fromEntries(
        [0, 1, 2].map((lane) => [`datagen-${lane}-of-3`, { lane, of: 3, seed: 1, given: lane }]),
      ),
    };
    const splits = [0, 1].map((subtask) =>
      open({ id: types.int() }, {}, { subtask, parallelism: 2, restored }).reader.splits(),
    );
    expect(splits).toEqual([['datagen-0-of-3', 'datagen-2-of-3'], ['datagen-1-of-3']]);
  });

  it('keeps within bounds and lengths', () => {
    const { reader, clock } = open(
      {
        i: types.tinyint(),
        l: types.bigint(),
        d: types.decimal(5, 2),
        f: types.double(),
        c: types.char(4),
        v: types.varchar(20),
        ts: types.timestamp(3),
        a: types.array(types.int()),
        m: types.map(types.int(), types.boolean()),
        r: types.row([{ name: 'x', type: types.int() }]),
        n: types.int(),
        b: types.bytes(),
        y: types.date(),
      },
      {
        'rows-per-second': '100000',
        'fields.i.min': '-3',
        'fields.i.max': '3',
        'fields.l.min': '9007199254740993',
        'fields.l.max': '9007199254740995',
        'fields.d.min': '1.5',
        'fields.d.max': '2.5',
        'fields.f.min': '10',
        'fields.f.max': '11',
        'fields.v.length': '10',
        'fields.v.var-len': 'true',
        'fields.ts.max-past': '5 s',
        'fields.a.length': '2',
        'fields.a.element.min': '1',
        'fields.a.element.max': '6',
        'fields.m.length': '1',
        'fields.r.x.min': '1',
        'fields.r.x.max': '1',
        'fields.n.null-rate': '0.5',
        'fields.b.length': '6',
      },
    );
    clock.advanceBy(100);
    const rows = take(reader, 1000);
    const column = (index: number): Value[] => rows.map((row) => row[index] as Value);
    const lengths = (index: number): number[] =>
      [...new Set(column(index).map((value) => (value as string).length))].sort((a, b) => a - b);
    expect([...new Set(column(0))].sort()).toEqual([-1, -2, -3, 0, 1, 2, 3]);
    expect([...new Set(column(1))].sort()).toEqual([9007199254740993n, 9007199254740994n, 9007199254740995n]);
    expect(column(2).every((value) => Number(value) >= 150 && Number(value) <= 250)).toBe(true);
    expect(column(3).every((value) => Number(value) >= 10 && Number(value) < 11)).toBe(true);
    expect([lengths(4), lengths(5)]).toEqual([[4], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
    expect(column(6).every((value) => Number(value) >= 995_100 && Number(value) <= 1_000_100)).toBe(true);
    expect(new Set(column(7).flatMap((value) => value as number[]))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    expect(column(8).every((value) => value instanceof MapValue && value.entries.length === 1)).toBe(true);
    expect([...new Set(column(9).map((value) => JSON.stringify(value)))]).toEqual(['[1]']);
    const nulls = column(10).filter((value) => value === null).length;
    expect(nulls > 400 && nulls < 600).toBe(true);
    expect([...new Set(column(11).map((value) => (value as Uint8Array).length))]).toEqual([6]);
    expect([...new Set(column(12))]).toEqual([0]);
  });

  it.each<[Record<string, string>, string]>([
    [{ 'fields.id.kind': 'sequence' }, "A sequence needs 'fields.id.start' and 'fields.id.end'."],
    [{ 'fields.id.min': '5', 'fields.id.max': '4' }, "'fields.id.min' is larger than 'fields.id.max'."],
    [{ 'fields.id.min': 'x' }, "'x' is no value for the column of 'fields.id.*'."],
  ])('refuses %j', (options, message) => {
    expect(() => open({ id: types.int() }, options)).toThrow(message);
  });
});
