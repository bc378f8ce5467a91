import { type LogicalType, notNull, types, type Value, withNullability } from '@riffle/columns';
import { comparisonFunctions } from '../comparison/index.ts';
import type { ArgumentInfo, Inference, ScalarBody, ScalarFunction } from '../contract.ts';
import { defineFamily, type ScalarSpec } from '../define.ts';
import { commonType, isOfFamily, parameter } from '../signature/index.ts';

/** CASE, COALESCE, IF and IFNULL are evaluated lazily by the compiler; their bodies serve evaluated arguments. */

function misfit(name: string, what: string): Inference {
  return { ok: false, message: `Invalid function call: ${name}. ${what}` };
}

/** condition, result, condition, result, …, else */
function inferCase(name: string, args: readonly ArgumentInfo[]): Inference {
  const isCondition = (i: number): boolean => i % 2 === 0 && i + 1 < args.length;
  const results = args.filter((_, i) => !isCondition(i)).map(({ type }) => type);
  const common = commonType(results);
  if (common === undefined || args.length < 3) {
    return misfit(name, 'All results must have a type in common.');
  }
  const argumentTypes: LogicalType[] = [];
  for (const [i, { type }] of args.entries()) {
    if (!isCondition(i)) {
      argumentTypes.push(withNullability(common, type.nullable));
    } else if (type.kind === 'BOOLEAN' || type.kind === 'NULL') {
      argumentTypes.push(withNullability(types.boolean(), type.nullable));
    } else {
      return misfit(name, 'Its conditions must be BOOLEAN.');
    }
  }
  return { ok: true, argumentTypes, resultType: common };
}

/** Like CASE, but a condition that may be NULL makes the result nullable too. */
function inferIf(args: readonly ArgumentInfo[]): Inference {
  const found = inferCase('IF', args);
  return found.ok && args[0]?.type.nullable === true
    ? { ...found, resultType: withNullability(found.resultType, true) }
    : found;
}

function inferCoalesce(name: string, args: readonly ArgumentInfo[]): Inference {
  const given = args.map(({ type }) => type);
  const common = commonType(given);
  if (common === undefined) {
    return misfit(name, 'All arguments must have a type in common.');
  }
  const argumentTypes = given.map(({ nullable }) => withNullability(common, nullable));
  return {
    ok: true,
    argumentTypes,
    resultType: withNullability(
      common,
      given.every(({ nullable }) => nullable),
    ),
  };
}

const caseBody: ScalarBody = (...args) => {
  for (let i = 0; i + 1 < args.length; i += 2) {
    if (args[i] === true) {
      return args[i + 1] as Value;
    }
  }
  return args.length % 2 === 1 ? (args.at(-1) as Value) : null;
};

const coalesceBody: ScalarBody = (...args) => args.find((arg) => arg !== null) ?? null;

const equals = comparisonFunctions.find(({ name }) => name === '=') as ScalarFunction;

const NULLIF: ScalarSpec = {
  name: 'NULLIF',
  signatures: ['NULLIF(value1, value2)'],
  description: 'NULL when both values are equal, else the first.',
  nulls: 'handled',
  infer: (args) => {
    const compared = equals.infer(args);
    if (!compared.ok) {
      return compared;
    }
    const [first, second] = args.map(({ type }) => type);
    if (first === undefined || second === undefined) {
      return misfit('NULLIF', 'It takes two values.');
    }
    // The first value keeps its type; only the second is brought to it where that is how they are compared.
    const argumentTypes = [first, sameKindOr(compared.argumentTypes[1], second, first)];
    return { ok: true, argumentTypes, resultType: withNullability(first, true) };
  },
  compile: (call) => {
    const equal = compileMixedEquality(call.argumentTypes);
    return (a, b) => (a !== null && b !== null && equal(a as Value, b as Value) ? null : (a as Value));
  },
};

function sameKindOr(compared: LogicalType | undefined, second: LogicalType, first: LogicalType): LogicalType {
  const numbers = isOfFamily(first, 'NUMERIC') && isOfFamily(second, 'NUMERIC');
  return numbers || compared === undefined || compared.kind !== first.kind ? second : compared;
}

/** Equality of two numbers of any types, or of values of one type. */
function compileMixedEquality([left, right]: readonly LogicalType[]): (a: Value, b: Value) => boolean {
  if (left === undefined || right === undefined) {
    throw new Error('an equality without operands');
  }
  const approximate = [left, right].some((type) => isOfFamily(type, 'APPROXIMATE_NUMERIC'));
  if (approximate && left.kind !== right.kind) {
    const [a, b] = [unitOf(left), unitOf(right)];
    return (x, y) => Number(x) / a === Number(y) / b;
  }
  const body = equals.compile({
    argumentTypes: [left, right],
    resultType: types.boolean(),
    literals: [],
    context: NONE,
  });
  return (x, y) => body(x, y) === true;
}

/** Equality asks nothing of the run it is in. */
const NONE = { zone: 'UTC', now: () => 0, random: () => 0 };

function unitOf(type: LogicalType): number {
  return type.kind === 'DECIMAL' ? 10 ** type.scale : 1;
}

function textTest(name: string, description: string, test: (text: string) => boolean): ScalarSpec {
  return {
    name,
    signatures: [`${name}(string)`],
    description,
    nulls: 'handled',
    overloads: [{ parameters: [parameter.anyType], result: () => notNull(types.boolean()) }],
    compile: ({ argumentTypes: [type] }) => {
      if (type !== undefined && isOfFamily(type, 'NUMERIC')) {
        return name === 'IS_ALPHA' ? () => false : (value) => value !== null;
      }
      return (value) => value !== null && test(String(value));
    },
  };
}

export const conditionalFunctions = defineFamily('conditional', [
  {
    name: 'CASE',
    signatures: ['CASE WHEN condition THEN result [WHEN condition THEN result]* [ELSE result] END'],
    description: 'The result of the first condition that is TRUE, else the one after ELSE, else NULL.',
    nulls: 'handled',
    infer: (args) => inferCase('CASE', args),
    body: caseBody,
  },
  {
    name: 'IF',
    signatures: ['IF(condition, trueValue, falseValue)'],
    description: 'trueValue when the condition is TRUE, else falseValue.',
    nulls: 'handled',
    infer: (args) => (args.length === 3 ? inferIf(args) : misfit('IF', 'It takes three arguments.')),
    body: caseBody,
  },
  {
    name: 'COALESCE',
    signatures: ['COALESCE(value1 [, value2]*)'],
    description: 'The first value that is not NULL, else NULL.',
    nulls: 'handled',
    infer: (args) => inferCoalesce('COALESCE', args),
    body: coalesceBody,
  },
  {
    name: 'IFNULL',
    signatures: ['IFNULL(input, nullReplacement)'],
    description: 'nullReplacement when the input is NULL, else the input.',
    nulls: 'handled',
    infer: (args) => (args.length === 2 ? inferCoalesce('IFNULL', args) : misfit('IFNULL', 'It takes two arguments.')),
    body: coalesceBody,
  },
  NULLIF,
  textTest('IS_ALPHA', 'TRUE when all characters are letters.', (text) => /^\p{L}+$/u.test(text)),
  textTest('IS_DECIMAL', 'TRUE when the text can be read as a number.', (text) =>
    /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text.trim()),
  ),
  textTest('IS_DIGIT', 'TRUE when all characters are digits.', (text) => /^\p{Nd}+$/u.test(text)),
]);
