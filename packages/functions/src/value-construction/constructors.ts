import { formatType, type LogicalType, notNull, types, type Value } from '@riffle/columns';
import { mapOf } from '../collection/map.ts';
import type { ArgumentInfo, Inference } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { commonType } from '../signature/index.ts';

/** ROW, ARRAY and MAP of given values. They are never NULL themselves. */

function inferRow(args: readonly ArgumentInfo[]): Inference {
  const fields = args.map(({ type }, i) => ({ name: `EXPR$${i}`, type }));
  return args.length === 0
    ? { ok: false, message: 'A ROW needs at least one value.' }
    : { ok: true, argumentTypes: args.map(({ type }) => type), resultType: notNull(types.row(fields)) };
}

function inferArray(args: readonly ArgumentInfo[]): Inference {
  const element = commonOf(args, 'elements', 'ARRAY');
  return typeof element === 'string'
    ? { ok: false, message: element }
    : { ok: true, argumentTypes: args.map(() => element), resultType: notNull(types.array(element)) };
}

function inferMap(args: readonly ArgumentInfo[]): Inference {
  if (args.length % 2 === 1) {
    return { ok: false, message: 'A MAP needs a value for each key: an even number of arguments.' };
  }
  const key = commonOf(everySecond(args, 0), 'keys', 'MAP');
  const value = commonOf(everySecond(args, 1), 'values', 'MAP');
  if (typeof key === 'string' || typeof value === 'string') {
    return { ok: false, message: String(typeof key === 'string' ? key : value) };
  }
  const argumentTypes = args.map((_, i) => (i % 2 === 0 ? key : value));
  return { ok: true, argumentTypes, resultType: notNull(types.map(key, value)) };
}

function everySecond<T>(items: readonly T[], from: number): readonly T[] {
  return items.filter((_, i) => i % 2 === from);
}

/** The type all of `args` fit in, or why there is none. */
function commonOf(args: readonly ArgumentInfo[], what: string, maker: string): LogicalType | string {
  if (args.length === 0) {
    return `Require at least 1 argument: an empty ${maker} has no type. Cast NULL or filter a longer one.`;
  }
  const given = args.map(({ type }) => type);
  return (
    commonType(given) ??
    `Parameters must be of the same type: the ${what} of a ${maker} are of the types ${given.map(formatType).join(', ')}.`
  );
}

export const constructorFunctions: readonly ScalarSpec[] = [
  {
    name: 'ROW',
    signatures: ['ROW(value1, …)', '(value1, value2, …)'],
    description: 'A row of the given values.',
    infer: inferRow,
    nulls: 'handled',
    body: (...values) => values,
  },
  {
    name: 'ARRAY',
    signatures: ["ARRAY '[' value1, … ']'"],
    description: 'An array of the given elements.',
    infer: inferArray,
    nulls: 'handled',
    body: (...values) => values,
  },
  {
    name: 'MAP',
    signatures: ["MAP '[' key1, value1, … ']'"],
    description: 'A map of the given keys and values; of equal keys the last counts.',
    infer: inferMap,
    nulls: 'handled',
    compile: ({ argumentTypes }) => {
      const keyType = argumentTypes[0] ?? types.null();
      return (...values) => mapOf(pairsOf(values), keyType);
    },
  },
];

function pairsOf(values: readonly Value[]): (readonly [Value, Value])[] {
  return everySecond(values, 0).map((key, i) => [key, values[2 * i + 1] as Value]);
}
