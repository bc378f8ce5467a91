import type { Long } from '@riffle/columns';
import { defineFamily, type ScalarSpec } from '../define.ts';
import { absLong } from '../runtime/index.ts';
import { isOfFamily, parameter, sameAs } from '../signature/index.ts';
import { digitFunctions } from './digits.ts';
import { mathFunctions } from './math.ts';
import { compileNegate, minus, operator } from './operators.ts';
import { randomFunctions } from './random.ts';
import { ROUND, TRUNCATE, wholeNumber } from './rounding.ts';

const numericOrInterval = parameter.either(parameter.numeric, parameter.family('INTERVAL'));

const ABS: ScalarSpec = {
  name: 'ABS',
  signatures: ['ABS(numeric)'],
  description: 'The number without its sign.',
  overloads: [{ parameters: [numericOrInterval], result: sameAs(0) }],
  compile: (call) => {
    const negate = compileNegate(call);
    const { resultType } = call;
    if (resultType.kind === 'BIGINT') {
      return (value) => absLong(value as Long);
    }
    return isOfFamily(resultType, 'APPROXIMATE_NUMERIC')
      ? (value) => Math.abs(value as number)
      : (value) => ((value as number) < 0 ? negate(value as number) : (value as number));
  },
};

const SIGN: ScalarSpec = {
  name: 'SIGN',
  signatures: ['SIGN(numeric)'],
  description: '-1, 0 or 1: the sign of the number, in its type.',
  overloads: [{ parameters: [parameter.numeric], result: sameAs(0) }],
  compile: ({ resultType }) => {
    const one = resultType.kind === 'DECIMAL' ? 10n ** BigInt(resultType.scale) : 1n;
    const unit = one <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(one) : one;
    const minus = typeof unit === 'bigint' ? -unit : -unit;
    return (value) => {
      if (typeof value === 'number' && (value === 0 || Number.isNaN(value))) {
        return value;
      }
      return (value as Long) > 0 ? unit : minus;
    };
  },
};

export const arithmeticFunctions = defineFamily('arithmetic', [
  operator('+', 'The sum; a time plus an interval is a time.'),
  minus('The difference; a time minus an interval is a time. Alone before a number: its other sign.'),
  operator('*', 'The product.'),
  operator('/', 'The quotient; of whole numbers without its fraction.'),
  operator('%', 'The remainder, with the sign of the first number.', ['MOD']),
  ABS,
  SIGN,
  wholeNumber('CEIL', 'The smallest whole number that is not below the number.', ['CEILING']),
  wholeNumber('FLOOR', 'The largest whole number that is not above the number.'),
  ROUND,
  TRUNCATE,
  ...mathFunctions,
  ...digitFunctions,
  ...randomFunctions,
]);
