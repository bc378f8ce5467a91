import { type DecimalType, formatType, type LogicalType, type Long, types, withNullability } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody, ScalarFunction } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import {
  addDecimals,
  addLong,
  type DecimalOperation,
  divideDecimals,
  divideInt,
  divideLong,
  moduloDecimals,
  moduloInt,
  moduloLong,
  multiplyDecimals,
  multiplyLong,
  negateLong,
  SAFE_DIGITS,
  subtractDecimals,
  subtractLong,
} from '../runtime/index.ts';
import {
  commonType,
  type Digits,
  decimalResult,
  digitsOf,
  isOfFamily,
  overloads,
  parameter,
  sameAs,
} from '../signature/index.ts';
import { intervalOperators } from '../temporal/interval-arithmetic.ts';

type Sign = '+' | '-' | '*' | '/' | '%';

/** One operator over each kind of number. */
interface Operation {
  readonly int: (a: number, b: number) => number;
  readonly long: (a: Long, b: Long) => Long;
  readonly double: (a: number, b: number) => number;
  readonly decimal: (a: Digits, b: Digits, result: Digits) => DecimalOperation;
  readonly decimalType: (a: Digits, b: Digits) => DecimalType;
  /** Names in the inline scope, or JavaScript over `a` and `b`. */
  readonly inlineInt: (a: string, b: string) => string;
  readonly inlineLong: string;
}

const OPERATIONS: Readonly<Record<Sign, Operation>> = {
  '+': {
    int: (a, b) => (a + b) | 0,
    long: addLong,
    double: (a, b) => a + b,
    decimal: addDecimals,
    decimalType: decimalResult.add,
    inlineInt: (a, b) => `(${a} + ${b} | 0)`,
    inlineLong: 'addLong',
  },
  '-': {
    int: (a, b) => (a - b) | 0,
    long: subtractLong,
    double: (a, b) => a - b,
    decimal: subtractDecimals,
    decimalType: decimalResult.add,
    inlineInt: (a, b) => `(${a} - ${b} | 0)`,
    inlineLong: 'subtractLong',
  },
  '*': {
    int: Math.imul,
    long: multiplyLong,
    double: (a, b) => a * b,
    decimal: multiplyDecimals,
    decimalType: decimalResult.multiply,
    inlineInt: (a, b) => `Math.imul(${a}, ${b})`,
    inlineLong: 'multiplyLong',
  },
  '/': {
    int: divideInt,
    long: divideLong,
    double: (a, b) => a / b,
    decimal: divideDecimals,
    decimalType: decimalResult.divide,
    inlineInt: (a, b) => `divideInt(${a}, ${b})`,
    inlineLong: 'divideLong',
  },
  '%': {
    int: moduloInt,
    long: moduloLong,
    double: (a, b) => a % b,
    decimal: moduloDecimals,
    decimalType: decimalResult.modulo,
    inlineInt: (a, b) => `moduloInt(${a}, ${b})`,
    inlineLong: 'moduloLong',
  },
};

function inferOperator(sign: Sign, args: readonly ArgumentInfo[]): Inference {
  const [left, right] = args.map(({ type }) => type);
  if (left === undefined || right === undefined || args.length !== 2) {
    return { ok: false, message: `${sign} takes two operands.` };
  }
  const hasInterval = isOfFamily(left, 'INTERVAL') || isOfFamily(right, 'INTERVAL');
  const numeric = hasInterval ? undefined : inferNumeric(sign, left, right);
  return (
    numeric ??
    (hasInterval ? intervalOperator(sign)?.infer(args) : undefined) ?? {
      ok: false,
      message:
        `Cannot apply '${sign}' to arguments of type '<${formatType(left)}> ${sign} <${formatType(right)}>'. ` +
        'It takes numbers, or times and intervals that go together.',
    }
  );
}

/** The operator over intervals and times; the remainder has none. */
function intervalOperator(sign: Sign): ScalarFunction | undefined {
  return intervalOperators.find(({ name }) => name === sign);
}

function inferNumeric(sign: Sign, given: LogicalType, other: LogicalType): Inference | undefined {
  const [left, right] = [known(given, other), known(other, given)];
  if (!isOfFamily(left, 'NUMERIC') || !isOfFamily(right, 'NUMERIC')) {
    return undefined;
  }
  const nullable = given.nullable || other.nullable;
  const [a, b] = [digitsOf(left), digitsOf(right)];
  if (a !== undefined && b !== undefined) {
    const resultType = withNullability(exactResult(sign, [left, right], [a, b]), nullable);
    return { ok: true, argumentTypes: [left, right], resultType };
  }
  const common = commonType([left, right]);
  return common && { ok: true, argumentTypes: [common, common], resultType: withNullability(common, nullable) };
}

/** The untyped NULL is a number like the other operand. */
function known(type: LogicalType, other: LogicalType): LogicalType {
  if (type.kind !== 'NULL') {
    return type;
  }
  return withNullability(other.kind === 'NULL' ? types.int() : other, true);
}

function exactResult(
  sign: Sign,
  [left, right]: readonly [LogicalType, LogicalType],
  [a, b]: readonly [Digits, Digits],
): LogicalType {
  if (sign === '%' && a.scale === 0 && b.scale === 0) {
    return right;
  }
  if (left.kind === 'DECIMAL' || right.kind === 'DECIMAL') {
    return OPERATIONS[sign].decimalType(a, b);
  }
  return commonType([left, right]) ?? left;
}

function compileOperator(sign: Sign, call: CompiledCall): ScalarBody {
  const {
    argumentTypes: [left, right],
    resultType,
  } = call;
  if (left === undefined || right === undefined) {
    throw new Error(`${sign} without operands`);
  }
  if (isOfFamily(left, 'INTERVAL') || isOfFamily(right, 'INTERVAL')) {
    return (intervalOperator(sign) as ScalarFunction).compile(call);
  }
  const operation = OPERATIONS[sign];
  const [a, b] = [digitsOf(left), digitsOf(right)];
  if (a === undefined || b === undefined) {
    const { double } = operation;
    const round = resultType.kind === 'FLOAT' ? Math.fround : (value: number) => value;
    return (x, y) => round(double(x as number, y as number));
  }
  if (left.kind === 'DECIMAL' || right.kind === 'DECIMAL') {
    const result = digitsOf(resultType) as Digits;
    const decimal = operation.decimal(a, b, result);
    return (x, y) => decimal(x as Long, y as Long);
  }
  return integerBody(operation, [left, right], resultType);
}

function integerBody(operation: Operation, operands: readonly LogicalType[], resultType: LogicalType): ScalarBody {
  const { int, long } = operation;
  if (resultType.kind === 'BIGINT' || operands.some(({ kind }) => kind === 'BIGINT')) {
    return (x, y) => long(x as Long, y as Long);
  }
  const shift = NARROW_SHIFT[resultType.kind] ?? 0;
  return (x, y) => (int(x as number, y as number) << shift) >> shift;
}

/** How far a 32-bit result is shifted up and down again to wrap it to its type. */
const NARROW_SHIFT: Readonly<Record<string, number>> = { TINYINT: 24, SMALLINT: 16 };

function inlineOperator(
  sign: Sign,
  [x, y]: readonly string[],
  [left, right]: readonly LogicalType[],
  resultType: LogicalType,
): string | undefined {
  if (x === undefined || y === undefined || left === undefined || right === undefined) {
    return undefined;
  }
  if (isOfFamily(left, 'INTERVAL') || isOfFamily(right, 'INTERVAL')) {
    return intervalOperator(sign)?.inline?.([x, y], [left, right], resultType);
  }
  const operation = OPERATIONS[sign];
  if (isOfFamily(left, 'APPROXIMATE_NUMERIC') && left.kind === right.kind) {
    return left.kind === 'FLOAT' ? `Math.fround(${x} ${sign} ${y})` : `(${x} ${sign} ${y})`;
  }
  const integers = isOfFamily(left, 'INTEGER_NUMERIC') && isOfFamily(right, 'INTEGER_NUMERIC');
  if (integers) {
    if (left.kind === 'BIGINT' || right.kind === 'BIGINT') {
      return `${operation.inlineLong}(${x}, ${y})`;
    }
    return resultType.kind === 'INTEGER' ? operation.inlineInt(x, y) : undefined;
  }
  const isDecimal = (left.kind === 'DECIMAL' || right.kind === 'DECIMAL') && resultType.kind === 'DECIMAL';
  return isDecimal ? inlineDecimal(sign, [x, y], [left, right], resultType) : undefined;
}

/** Small DECIMALs stay within doubles that are exact. */
function inlineDecimal(
  sign: Sign,
  [x, y]: readonly [string, string],
  [left, right]: readonly [LogicalType, LogicalType],
  { precision, scale }: DecimalType,
): string | undefined {
  const [a, b] = [digitsOf(left), digitsOf(right)];
  if (a === undefined || b === undefined || precision > SAFE_DIGITS) {
    return undefined;
  }
  if (sign === '*') {
    return scale === a.scale + b.scale ? `(${x} * ${y} + 0)` : undefined;
  }
  if (sign !== '+' && sign !== '-') {
    return undefined;
  }
  const operand = (value: string, from: number): string =>
    from === scale ? value : `${value} * ${10 ** (scale - from)}`;
  return `(${operand(x, a.scale)} ${sign} ${operand(y, b.scale)})`;
}

/** A number or interval with the other sign: `-` with one operand. */
function inferNegate(args: readonly ArgumentInfo[]): Inference {
  return overloads('-', {
    parameters: [parameter.either(parameter.numeric, parameter.family('INTERVAL'))],
    result: sameAs(0),
  })(args);
}

function inlineNegate([value]: readonly string[], [type]: readonly LogicalType[]): string | undefined {
  if (type?.kind === 'DOUBLE' || type?.kind === 'FLOAT') {
    return `(-${value})`;
  }
  return type?.kind === 'INTEGER' ? `(0 - ${value} | 0)` : undefined;
}

/** The difference of two operands; with one operand, the change of its sign. */
export function minus(description: string): ScalarSpec {
  const binary = operator('-', description);
  return {
    ...binary,
    signatures: [...binary.signatures, '- numeric'],
    infer: (args) => (args.length === 1 ? inferNegate(args) : inferOperator('-', args)),
    inline: (values, argumentTypes, resultType) =>
      values.length === 1
        ? inlineNegate(values, argumentTypes)
        : inlineOperator('-', values, argumentTypes, resultType),
    compile: (call) => (call.argumentTypes.length === 1 ? compileNegate(call) : compileOperator('-', call)),
  };
}

export function operator(sign: Sign, description: string, aliases: readonly string[] = []): ScalarSpec {
  return {
    name: sign,
    aliases,
    signatures: [`numeric1 ${sign} numeric2`],
    description,
    infer: (args) => inferOperator(sign, args),
    inline: (values, argumentTypes, resultType) => inlineOperator(sign, values, argumentTypes, resultType),
    compile: (call) => compileOperator(sign, call),
  };
}

/** The body that changes a number's or interval's sign. */
export function compileNegate({ resultType }: CompiledCall): ScalarBody {
  if (isOfFamily(resultType, 'APPROXIMATE_NUMERIC')) {
    return (value) => -(value as number);
  }
  if (resultType.kind === 'BIGINT' || resultType.kind === 'INTERVAL_DAY_TIME') {
    return (value) => negateLong(value as Long);
  }
  if (resultType.kind === 'DECIMAL') {
    return (value) => (typeof value === 'bigint' ? -value : 0 - (value as number));
  }
  const shift = NARROW_SHIFT[resultType.kind] ?? 0;
  return (value) => ((0 - (value as number)) << shift) >> shift;
}
