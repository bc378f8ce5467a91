import {
  formatType,
  type LogicalType,
  notNull,
  parserOf,
  parseValue,
  types,
  type Value,
  withNullability,
} from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody } from '../contract.ts';
import { defineFamily, type ScalarSpec } from '../define.ts';
import { compareDecimals } from '../runtime/decimal.ts';
import { type Comparator, comparatorOf, equalityOf } from '../runtime/value-order.ts';
import { always, commonType, digitsOf, isOfFamily, parameter } from '../signature/index.ts';

type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** Whether a sign of the comparison satisfies the operator. */
const ACCEPTS: Readonly<Record<Operator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const TEMPORAL = ['DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ'];

/**
 * The types both sides are compared in; undefined when they cannot be. Exact numbers stay as they are: DECIMALs are
 * compared over their own scales, which no common type might hold.
 */
function comparedTypes(left: LogicalType, right: LogicalType): readonly [LogicalType, LogicalType] | undefined {
  if (left.kind === 'NULL' || right.kind === 'NULL') {
    const known = left.kind === 'NULL' ? right : left;
    return [withNullability(known, left.nullable), withNullability(known, right.nullable)];
  }
  if (digitsOf(left) !== undefined && digitsOf(right) !== undefined) {
    return [left, right];
  }
  const common = textAsTime(left, right) ?? commonType([left, right]);
  return common && [withNullability(common, left.nullable), withNullability(common, right.nullable)];
}

/** A text compared with a time is read as one. */
function textAsTime(left: LogicalType, right: LogicalType): LogicalType | undefined {
  return textBesideTime(left, right)?.time;
}

/** Which side is a text, and the time type of the other. */
function textBesideTime(left: LogicalType, right: LogicalType): { text: 0 | 1; time: LogicalType } | undefined {
  if (isOfFamily(left, 'CHARACTER_STRING') && TEMPORAL.includes(right.kind)) {
    return { text: 0, time: right };
  }
  return isOfFamily(right, 'CHARACTER_STRING') && TEMPORAL.includes(left.kind) ? { text: 1, time: left } : undefined;
}

/** Whether the argument is a constant text that can be read as the time. */
function isReadable(argument: ArgumentInfo | undefined, time: LogicalType): boolean {
  const { literal } = argument ?? {};
  return typeof literal === 'string' && parseValue(literal, time, { zone: 'UTC' }) !== undefined;
}

const UNORDERED = ['MAP', 'MULTISET', 'ARRAY', 'ROW', 'STRUCTURED', 'RAW', 'VARIANT'];

function inferComparison(name: string, args: readonly ArgumentInfo[]): Inference {
  const [left, right] = args.map(({ type }) => type);
  if (left === undefined || right === undefined || args.length !== 2) {
    return { ok: false, message: `${name} compares two values.` };
  }
  const lenient = textBesideTime(left, right);
  if (lenient !== undefined && !isReadable(args[lenient.text], lenient.time)) {
    const constant = args[lenient.text]?.literal;
    if (typeof constant === 'string') {
      return {
        ok: false,
        message: `'${constant}' cannot be read as ${formatType(lenient.time)}, which it is compared with.`,
      };
    }
    return { ok: true, argumentTypes: [left, right], resultType: types.boolean() };
  }
  const argumentTypes = comparedTypes(left, right);
  if (argumentTypes === undefined) {
    return { ok: false, message: explainIncomparable(name, left, right) };
  }
  const isOrder = name.includes('<') !== name.includes('>') && name !== '=';
  if (isOrder && argumentTypes.some(({ kind }) => UNORDERED.includes(kind))) {
    return {
      ok: false,
      message: `Values of ${formatType(left)} have no order; they can only be compared with = and <>.`,
    };
  }
  const nullable = !name.includes('DISTINCT') && (left.nullable || right.nullable);
  return { ok: true, argumentTypes, resultType: withNullability(types.boolean(), nullable) };
}

function explainIncomparable(name: string, left: LogicalType, right: LogicalType): string {
  const pair = [left, right];
  if (pair.some((type) => isOfFamily(type, 'CHARACTER_STRING')) && pair.some((type) => isOfFamily(type, 'NUMERIC'))) {
    return `implicit type conversion between ${left.kind} and ${right.kind} is not supported now: cast one of the sides.`;
  }
  return `Cannot apply '${name}' to arguments of type '<${formatType(left)}> ${name} <${formatType(right)}>'.`;
}

/** Compares two values that are not NULL. */
function compileComparator([left, right]: readonly LogicalType[]): Comparator {
  if (left === undefined || right === undefined) {
    throw new Error('a comparison without operands');
  }
  if (left.kind === 'DECIMAL' || right.kind === 'DECIMAL') {
    const [a, b] = [digitsOf(left)?.scale ?? 0, digitsOf(right)?.scale ?? 0];
    if (a !== b) {
      return (x, y) => compareDecimals(x as number, a, y as number, b);
    }
  }
  return isOfFamily(left, 'APPROXIMATE_NUMERIC') ? comparePlain : comparatorOf(left);
}

/** SQL's order of floating numbers: as Java's operators, NaN compares with nothing. */
const comparePlain: Comparator = (a, b) => {
  const [x, y] = [a as number, b as number];
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
};

function compileComparison(operator: Operator, call: CompiledCall): ScalarBody {
  const accepts = ACCEPTS[operator];
  const { argumentTypes } = call;
  const [left, right] = argumentTypes;
  const lenient = left && right && textBesideTime(left, right);
  if (lenient !== undefined) {
    return compareWithText(lenient, accepts, call);
  }
  if ((operator === '=' || operator === '<>') && left !== undefined && UNORDERED.includes(left.kind)) {
    const equals = equalityOf(left);
    return (a, b) => equals(a as Value, b as Value) === (operator === '=');
  }
  const compare = compileComparator(argumentTypes);
  return (a, b) => accepts(compare(a as Value, b as Value));
}

/** A text that is no time compares with nothing: the result is NULL. */
function compareWithText(
  { text, time }: { text: 0 | 1; time: LogicalType },
  accepts: (order: number) => boolean,
  { context }: CompiledCall,
): ScalarBody {
  const parse = parserOf(time, context);
  const compare = comparatorOf(time);
  return (left, right) => {
    const parsed = parse((text === 0 ? left : right) as string);
    if (parsed === undefined) {
      return null;
    }
    return accepts(text === 0 ? compare(parsed, right as Value) : compare(left as Value, parsed));
  };
}

const INLINE_SIGN: Readonly<Record<Operator, string>> = {
  '=': '===',
  '<>': '!==',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

function inlineComparison(operator: Operator, values: readonly string[], argumentTypes: readonly LogicalType[]) {
  const [left, right] = argumentTypes;
  if (left === undefined || right === undefined) {
    return undefined;
  }
  if (textBesideTime(left, right) !== undefined) {
    return undefined;
  }
  const sign = INLINE_SIGN[operator];
  if (isOfFamily(left, 'CHARACTER_STRING')) {
    const isEquality = operator === '=' || operator === '<>';
    return isEquality ? `(${values[0]} ${sign} ${values[1]})` : `(compareText(${values[0]}, ${values[1]}) ${sign} 0)`;
  }
  const sameScale = (digitsOf(left)?.scale ?? 0) === (digitsOf(right)?.scale ?? 0);
  const isPlain = !UNORDERED.includes(left.kind) && !isOfFamily(left, 'BINARY_STRING');
  return isPlain && sameScale ? `(${values[0]} ${sign} ${values[1]})` : undefined;
}

function comparison(name: Operator, description: string): ScalarSpec {
  return {
    name,
    signatures: [`value1 ${name} value2`],
    description,
    infer: (args) => inferComparison(name, args),
    inline: (values, argumentTypes) => inlineComparison(name, values, argumentTypes),
    compile: (call) => compileComparison(name, call),
  };
}

function distinctness(name: 'IS DISTINCT FROM' | 'IS NOT DISTINCT FROM', description: string): ScalarSpec {
  const wanted = name === 'IS DISTINCT FROM';
  return {
    name,
    signatures: [`value1 ${name} value2`],
    description,
    nulls: 'handled',
    infer: (args) => inferComparison(name, args),
    compile: (call) => {
      const equals = compileComparison('=', call);
      return (a, b) => {
        const isDistinct = a === null || b === null ? a !== b : equals(a as Value, b as Value) !== true;
        return isDistinct === wanted;
      };
    },
  };
}

function nullTest(name: 'IS NULL' | 'IS NOT NULL', description: string): ScalarSpec {
  const wanted = name === 'IS NULL';
  return {
    name,
    signatures: [`value ${name}`],
    description,
    nulls: 'handled',
    overloads: [{ parameters: [parameter.anyType], result: always(notNull(types.boolean())) }],
    body: (value) => (value === null) === wanted,
  };
}

/** GREATEST and LEAST: NULL when any argument is. */
function extreme(name: 'GREATEST' | 'LEAST', description: string): ScalarSpec {
  const wanted = name === 'GREATEST' ? 1 : -1;
  return {
    name,
    signatures: [`${name}(value1 [, value2]*)`],
    description,
    overloads: [
      {
        parameters: [parameter.anyType],
        rest: parameter.anyType,
        unify: (given) => {
          const common = commonType(given);
          const isOrdered = common !== undefined && !UNORDERED.includes(common.kind);
          return isOrdered ? given.map(({ nullable }) => withNullability(common, nullable)) : undefined;
        },
        result: ({ types: [first, ...rest] }) =>
          first && withNullability(first, first.nullable || rest.some(({ nullable }) => nullable)),
      },
    ],
    compile: ({ resultType }) => {
      const compare = comparatorOf(resultType);
      return (first, ...rest) =>
        rest.reduce((best, value) => (compare(value, best) * wanted > 0 ? value : best), first as Value);
    },
  };
}

export const comparisonFunctions = defineFamily('comparison', [
  comparison('=', 'TRUE when both values are equal.'),
  comparison('<>', 'TRUE when the values differ.'),
  comparison('<', 'TRUE when the first value comes before the second.'),
  comparison('<=', 'TRUE when the first value comes before the second or equals it.'),
  comparison('>', 'TRUE when the first value comes after the second.'),
  comparison('>=', 'TRUE when the first value comes after the second or equals it.'),
  distinctness('IS DISTINCT FROM', 'TRUE when the values differ; NULL is equal to NULL here.'),
  distinctness('IS NOT DISTINCT FROM', 'TRUE when the values are equal; NULL is equal to NULL here.'),
  nullTest('IS NULL', 'TRUE when the value is NULL.'),
  nullTest('IS NOT NULL', 'TRUE when the value is not NULL.'),
  extreme('GREATEST', 'The largest of the values; NULL when one of them is NULL.'),
  extreme('LEAST', 'The smallest of the values; NULL when one of them is NULL.'),
]);
