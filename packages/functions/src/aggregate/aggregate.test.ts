import { seededRandom } from '@riffle/base';
import { fromJson, type LogicalType, MapValue, parseTypeText, toJson, types, type Value } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import type { Accumulators } from '../contract.ts';
import { findAggregate } from '../registry.ts';
import { testContext } from '../testing/bound-calls.ts';

interface Setup {
  readonly literals?: readonly Value[];
  readonly retracting?: boolean;
  readonly options?: Readonly<Record<string, string>>;
}

function create(name: string, argumentTypes: readonly LogicalType[], setup: Setup = {}): Accumulators {
  const definition = findAggregate(name);
  const inference = definition?.infer(
    argumentTypes.map((type, i) => ({ type, literal: setup.literals?.[i] ?? undefined })),
  );
  if (definition === undefined || inference === undefined || !inference.ok) {
    throw new Error(`${name}: ${JSON.stringify(inference)}`);
  }
  return definition.create({
    argumentTypes: inference.argumentTypes,
    resultType: inference.resultType,
    literals: setup.literals ?? [],
    context: testContext,
    retracting: setup.retracting ?? true,
    options: setup.options ?? {},
  });
}

/** The result after adding all values and taking some back. */
function run(name: string, type: string, added: readonly Value[], taken: readonly Value[] = [], setup?: Setup): Value {
  const accumulators = create(name, [parseTypeText(type)], setup);
  accumulators.reset(0);
  for (const value of added) {
    accumulators.add(0, [value]);
  }
  for (const value of taken) {
    accumulators.retract(0, [value]);
  }
  return accumulators.result(0);
}

describe('results', () => {
  test('SUM stays in its type: whole numbers wrap, DECIMALs do not', () => {
    expect(run('SUM', 'INT', [2_147_483_647, 1])).toBe(-2_147_483_648);
    expect(run('SUM', 'BIGINT', [9_007_199_254_740_991, 2])).toBe(9_007_199_254_740_993n);
    expect(run('SUM', 'DECIMAL(10, 2)', [150, 25], [25])).toBe(150);
    expect(run('SUM', 'INT', [5], [5])).toBeNull();
    expect(run('$SUM0', 'INT', [])).toBe(0);
    expect(run('SUM', 'DECIMAL(38, 0)', [10n ** 38n - 1n, 1])).toBeNull();
  });

  test('AVG keeps the type; DECIMAL gets six digits at least', () => {
    expect(run('AVG', 'INT', [1, 2])).toBe(1);
    expect(run('AVG', 'DOUBLE', [1, 2])).toBe(1.5);
    expect(run('AVG', 'DECIMAL(5, 2)', [100, 100, 101])).toBe(1_003_333);
    expect(run('AVG', 'INT', [])).toBeNull();
  });

  test('MIN and MAX find the next best when the best is taken back', () => {
    expect(run('MAX', 'INT', [3, 9, 9, 4], [9])).toBe(9);
    expect(run('MAX', 'INT', [3, 9, 4], [9])).toBe(4);
    expect(run('MIN', 'STRING', ['b', 'a'], ['a', 'b'])).toBeNull();
  });

  test('a value taken back before it came does not count', () => {
    const accumulators = create('MAX', [types.int()]);
    accumulators.reset(0);
    accumulators.retract(0, [7]);
    accumulators.add(0, [3]);
    accumulators.add(0, [7]);
    expect(accumulators.result(0)).toBe(3);
  });

  test('lists keep the order of arrival', () => {
    expect(run('FIRST_VALUE', 'INT', [5, 6, 7], [5])).toBe(6);
    expect(run('LAST_VALUE', 'INT', [5, 6, 7], [7])).toBe(6);
    expect(run('ARRAY_AGG', 'INT', [1, null, 2], [1])).toEqual([null, 2]);
    expect(run('ARRAY_AGG', 'INT', [1, null], [], { options: { nulls: 'IGNORE' } })).toEqual([1]);
    expect(run('LISTAGG', 'STRING', ['a', 'b', 'c'], ['b'])).toBe('a,c');
    expect(run('COLLECT', 'STRING', ['a', 'b', 'a'])).toEqual(
      new MapValue([
        ['a', 2],
        ['b', 1],
      ]),
    );
  });

  test('variances', () => {
    expect(run('VAR_POP', 'DOUBLE', [1, 2, 3, 4])).toBe(1.25);
    expect(run('VAR_SAMP', 'DOUBLE', [1, 2, 3])).toBe(1);
    expect(run('STDDEV_POP', 'DOUBLE', [2, 4, 9], [9])).toBeCloseTo(1, 12);
    expect(run('STDDEV_SAMP', 'DOUBLE', [1])).toBeNull();
  });

  test('JSON', () => {
    expect(run('JSON_ARRAYAGG', 'INT', [1, null, 2], [], { options: { onNull: 'ABSENT' } })).toBe('[1,2]');
    const object = create('JSON_OBJECTAGG', [types.string(), types.int()], { options: { onNull: 'NULL' } });
    object.reset(0);
    object.add(0, ['a', 1]);
    object.add(0, ['b', null]);
    expect(object.result(0)).toBe('{"a":1,"b":null}');
  });

  test('ranks', () => {
    const ranks = ['ROW_NUMBER', 'RANK', 'DENSE_RANK'].map((name) => {
      const definition = findAggregate(name);
      const accumulators = definition?.create({
        argumentTypes: [types.int()],
        resultType: types.bigint(),
        literals: [],
        context: testContext,
        retracting: false,
        options: {},
      }) as Accumulators;
      accumulators.reset(0);
      return [5, 5, 7].map((key) => {
        accumulators.add(0, [key]);
        return accumulators.result(0);
      });
    });
    expect(ranks).toEqual([
      [1, 2, 3],
      [1, 1, 3],
      [1, 1, 2],
    ]);
  });
});

const seed = Number(process.env['SEED'] ?? 11);
describe(`every aggregate (seed ${seed})`, () => {
  const names: readonly (readonly [string, LogicalType])[] = [
    ['COUNT', types.int()],
    ['SUM', types.bigint()],
    ['SUM', types.decimal(38, 2)],
    ['AVG', types.int()],
    ['AVG', types.decimal(10, 2)],
    ['MIN', types.int()],
    ['MAX', types.int()],
    ['FIRST_VALUE', types.int()],
    ['LAST_VALUE', types.int()],
    ['ARRAY_AGG', types.int()],
    ['COLLECT', types.int()],
  ];

  test.each(names)('%s merges, saves and loads as if it had counted all itself', (name, type) => {
    const random = seededRandom(seed);
    const [whole, parts] = [create(name, [type]), create(name, [type])];
    for (const slot of [0, 1]) {
      whole.reset(slot);
      parts.reset(slot);
    }
    for (let i = 0; i < 200; i++) {
      const value = random.integer(-1_000, 1_000);
      whole.add(0, [value]);
      parts.add(i < 100 ? 0 : 1, [value]);
    }
    parts.merge(0, 1);
    const state = JSON.parse(JSON.stringify(toJson(parts.save(0), parts.stateType)));
    parts.reset(0);
    parts.load(0, fromJson(state, parts.stateType));
    expect(parts.result(0)).toEqual(whole.result(0));
  });

  test.each(names.slice(0, 7))('%s counts a column as it counts rows', (name, type) => {
    const random = seededRandom(seed);
    const [rows, columns] = [create(name, [type], { retracting: false }), create(name, [type], { retracting: false })];
    const values = Float64Array.from({ length: 100 }, () => random.integer(-50, 50));
    const slots = Int32Array.from(values, () => random.integer(0, 3));
    for (let slot = 0; slot < 4; slot++) {
      rows.reset(slot);
      columns.reset(slot);
    }
    values.forEach((value, i) => {
      rows.add(slots[i] as number, [value]);
    });
    columns.addColumn?.(slots, values, values.length);
    expect([0, 1, 2, 3].map((slot) => columns.result(slot))).toEqual([0, 1, 2, 3].map((slot) => rows.result(slot)));
  });
});
