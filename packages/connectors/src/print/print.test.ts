import { batchOf, MapValue, types, type Value } from '@riffle/columns';
import { describe, expect, it } from 'vitest';
import { fieldsOf, sinkNode, testContext, testEnvironment } from '../testing/connector-harness.ts';
import { print } from './index.ts';
import { javaText } from './java-text.ts';

async function printed(options: Record<string, string>, place = { subtask: 0, parallelism: 1 }): Promise<string[]> {
  const columns = { id: types.int(), name: types.string() };
  const environment = testEnvironment();
  const setup = { context: testContext(place).context, environment };
  const writer = await print.openSink?.(sinkNode(columns, options), setup);
  writer?.write(
    batchOf(
      fieldsOf(columns).map((field) => field.type),
      [
        [1, 'a'],
        [2, null],
      ],
      [0, 3],
    ),
  );
  return environment.lines;
}

describe('print', () => {
  it('writes one line a change', async () => {
    expect(await printed({})).toEqual(['+I[1, a]', '-D[2, null]']);
  });

  it('names the table and the task', async () => {
    const third = { subtask: 2, parallelism: 4 };
    expect(await printed({ 'print-identifier': 'out' })).toEqual(['out> +I[1, a]', 'out> -D[2, null]']);
    expect(await printed({ 'print-identifier': 'out' }, third)).toEqual(['out:3> +I[1, a]', 'out:3> -D[2, null]']);
    expect(await printed({ 'standard-error': 'true' }, third)).toEqual(['error: 3> +I[1, a]', 'error: 3> -D[2, null]']);
  });
});

describe('javaText', () => {
  it.each<[string, Value, Parameters<typeof javaText>[1]]>([
    ['2020-04-15T08:00', 1586937600000, types.timestamp(3)],
    ['2020-04-15T08:00:00.001', 1586937600001, types.timestamp(3)],
    ['2020-04-15T08:00:00.000001', 1586937600000001, types.timestamp(6)],
    ['2020-04-15T08:00:00Z', 1586937600000, types.timestampLtz(3)],
    ['08:00:01', 28801000, types.time()],
    ['1.10', 110, types.decimal(5, 2)],
    ['1E-8', 1, types.decimal(10, 8)],
    ['1.0E10', 1e10, types.double()],
    ['[1, -1]', new Uint8Array([1, 255]), types.bytes()],
    ['[a, null]', ['a', null], types.array(types.string())],
    [
      '{a=1, b=null}',
      new MapValue([
        ['a', 1],
        ['b', null],
      ]),
      types.map(types.string(), types.int()),
    ],
    ['+I[1, x]', [1, 'x'], types.row(fieldsOf({ a: types.int(), b: types.string() }))],
    ['P1Y2M', 14, types.yearMonthInterval()],
    ['PT26H0.5S', 93_600_500, types.dayTimeInterval()],
    ['true', true, types.boolean()],
  ])('%s', (text, value, type) => {
    expect(javaText(value, type)).toBe(text);
  });
});
