import { type LogicalType, type Long, type Value, withNullability } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody, ScalarFunction } from '../contract.ts';
import { addLong, doubleToInt, doubleToLong, multiplyLong, negateLong, subtractLong } from '../runtime/index.ts';
import { commonType, isOfFamily } from '../signature/index.ts';
import { plainOf } from './plain-type.ts';
import { milliShifter, monthShifter } from './shift.ts';

/** `+`, `-`, `*` and `/` where an interval takes part: overloads of the numeric operators. */

const DATETIME_KINDS = ['DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ'];

function isInterval(type: LogicalType | undefined): boolean {
  return type !== undefined && isOfFamily(type, 'INTERVAL');
}

function isDatetime(type: LogicalType | undefined): boolean {
  return type !== undefined && DATETIME_KINDS.includes(type.kind);
}

function misfit(operator: string): Inference {
  return {
    ok: false,
    message: `Cannot apply '${operator}' to these types: with an interval it takes a date, a time, a timestamp or an interval of the same kind.`,
  };
}

/** What an untyped NULL beside the other operand stands for. */
function operandTypes(args: readonly ArgumentInfo[]): readonly [LogicalType, LogicalType] | undefined {
  const [left, right] = [args[0]?.type, args[1]?.type];
  if (left === undefined || right === undefined || args.length !== 2) {
    return undefined;
  }
  if (left.kind === 'NULL' && isInterval(right)) {
    return [withNullability(right, true), right];
  }
  return right.kind === 'NULL' && isInterval(left) ? [left, withNullability(left, true)] : [left, right];
}

function inferSum(operator: '+' | '-', args: readonly ArgumentInfo[]): Inference {
  const pair = operandTypes(args);
  if (pair === undefined) {
    return misfit(operator);
  }
  const resultType = sumType(operator, ...pair);
  const nullable = pair.some((type) => type.nullable);
  if (resultType === undefined) {
    return misfit(operator);
  }
  const bothIntervals = pair.every(isInterval);
  const argumentTypes = bothIntervals ? pair.map((type) => withNullability(resultType, type.nullable)) : pair;
  return { ok: true, argumentTypes, resultType: withNullability(resultType, nullable) };
}

/** A DATE stays one, whatever the interval: it moves by the whole days in it. */
function sumType(operator: '+' | '-', left: LogicalType, right: LogicalType): LogicalType | undefined {
  if (isInterval(left) && isInterval(right)) {
    return commonType([left, right]);
  }
  if (isDatetime(left) && isInterval(right)) {
    return plainOf(left);
  }
  return operator === '+' && isInterval(left) && isDatetime(right) ? plainOf(right) : undefined;
}

function compileSum(operator: '+' | '-', { argumentTypes, resultType }: CompiledCall): ScalarBody {
  const [left, right] = argumentTypes as readonly [LogicalType, LogicalType];
  const combine = operator === '+' ? addLong : subtractLong;
  if (isInterval(left) && isInterval(right)) {
    return resultType.kind === 'INTERVAL_YEAR_MONTH'
      ? (a, b) => Number(combine(a as Long, b as Long)) | 0
      : (a, b) => combine(a as Long, b as Long);
  }
  const [moved, span] = isInterval(left) ? [right, left] : [left, right];
  const shift = span.kind === 'INTERVAL_YEAR_MONTH' ? monthShifter(moved) : milliShifter(moved, resultType);
  if (operator === '-') {
    return (value, by) => shift(value as Value, negateLong(by as Long));
  }
  return isInterval(left)
    ? (by, value) => shift(value as Value, by as Long)
    : (value, by) => shift(value as Value, by as Long);
}

/** Millisecond timestamps and day-time intervals: plain long arithmetic. */
function inlineSum(operator: '+' | '-', [a, b]: readonly string[], types: readonly LogicalType[]): string | undefined {
  const isPlain = types.every(
    (type) =>
      type.kind === 'INTERVAL_DAY_TIME' ||
      ((type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ') && type.precision <= 3),
  );
  return isPlain ? `${operator === '+' ? 'addLong' : 'subtractLong'}(${a}, ${b})` : undefined;
}

function sumOperator(name: '+' | '-', description: string): ScalarFunction {
  return {
    kind: 'scalar',
    name,
    category: 'temporal',
    signatures: [`temporal ${name} interval`, `interval ${name} interval`],
    description,
    infer: (args) => inferSum(name, args),
    nulls: 'propagate',
    deterministic: true,
    inline: (args, types) => inlineSum(name, args, types),
    compile: (call) => compileSum(name, call),
  };
}

function inferProduct(operator: '*' | '/', args: readonly ArgumentInfo[]): Inference {
  const [left, right] = [args[0]?.type, args[1]?.type];
  const isLeft = isInterval(left) && right !== undefined && isOfFamily(right, 'NUMERIC');
  const isRight = operator === '*' && isInterval(right) && left !== undefined && isOfFamily(left, 'NUMERIC');
  const interval = isLeft ? left : isRight ? right : undefined;
  if (interval === undefined || left === undefined || right === undefined || args.length !== 2) {
    return misfit(operator);
  }
  const resultType = withNullability(interval, left.nullable || right.nullable);
  return { ok: true, argumentTypes: [left, right], resultType };
}

function compileProduct(operator: '*' | '/', { argumentTypes, resultType }: CompiledCall): ScalarBody {
  const [left, right] = argumentTypes as readonly [LogicalType, LogicalType];
  const factorType = isInterval(left) ? right : left;
  const factorOf = (value: Value): number =>
    factorType.kind === 'DECIMAL' ? Number(value) / 10 ** factorType.scale : Number(value);
  const isExact = operator === '*' && isOfFamily(factorType, 'INTEGER_NUMERIC');
  const scale = (span: Value, factor: Value): Long => {
    if (isExact) {
      return multiplyLong(span as Long, factor as Long);
    }
    const by = factorOf(factor);
    return doubleToLong(operator === '*' ? Number(span) * by : Number(span) / by);
  };
  const fit =
    resultType.kind === 'INTERVAL_YEAR_MONTH'
      ? (value: Long): Long => doubleToInt(Number(value))
      : (value: Long): Long => value;
  return isInterval(left)
    ? (span, factor) => fit(scale(span as Value, factor as Value))
    : (factor, span) => fit(scale(span as Value, factor as Value));
}

function productOperator(name: '*' | '/', description: string): ScalarFunction {
  return {
    kind: 'scalar',
    name,
    category: 'temporal',
    signatures: name === '*' ? ['interval * numeric', 'numeric * interval'] : ['interval / numeric'],
    description,
    infer: (args) => inferProduct(name, args),
    nulls: 'propagate',
    deterministic: true,
    compile: (call) => compileProduct(name, call),
  };
}

/** To be joined with the numeric operators of the same names. */
export const intervalOperators: readonly ScalarFunction[] = [
  sumOperator('+', 'A date or time moved on by an interval, or the sum of two intervals.'),
  sumOperator('-', 'A date or time moved back by an interval, or the difference of two intervals.'),
  productOperator('*', 'An interval taken a number of times.'),
  productOperator('/', 'An interval divided by a number.'),
];
