import { notNull, types } from '@riffle/columns';
import type { ScalarSpec } from '../define.ts';
import { parameter, returns } from '../signature/index.ts';

/** Functions of DOUBLE to DOUBLE. Other numbers are cast first. */

const unary = [{ parameters: [parameter.double], result: returns(types.double()) }];
const binary = [{ parameters: [parameter.double, parameter.double], result: returns(types.double()) }];

function unaryMath(name: string, description: string, compute: (x: number) => number): ScalarSpec {
  return {
    name,
    signatures: [`${name}(numeric)`],
    description,
    overloads: unary,
    body: (x) => compute(x as number),
  };
}

function binaryMath(name: string, signature: string, description: string, compute: (x: number, y: number) => number) {
  return {
    name,
    signatures: [signature],
    description,
    overloads: binary,
    body: (x, y) => compute(x as number, y as number),
  } satisfies ScalarSpec;
}

function constant(name: string, description: string, value: number): ScalarSpec {
  return {
    name,
    signatures: [`${name}()`, name],
    description,
    overloads: [{ parameters: [], result: () => notNull(types.double()) }],
    body: () => value,
  };
}

const DEGREES_PER_RADIAN = 180 / Math.PI;
const RADIANS_PER_DEGREE = Math.PI / 180;

export const mathFunctions: readonly ScalarSpec[] = [
  {
    ...binaryMath('POWER', 'POWER(numeric1, numeric2)', 'numeric1 raised to numeric2.', (x, y) => x ** y),
    inline: ([x, y]) => `(${x} ** ${y})`,
  },
  { ...unaryMath('SQRT', 'The square root.', Math.sqrt), inline: ([x]) => `Math.sqrt(${x})` },
  unaryMath('LN', 'The natural logarithm.', Math.log),
  unaryMath('LOG10', 'The logarithm to base 10.', Math.log10),
  unaryMath('LOG2', 'The logarithm to base 2.', (x) => Math.log(x) / Math.log(2)),
  {
    name: 'LOG',
    signatures: ['LOG(numeric2)', 'LOG(base, numeric2)'],
    description: 'The natural logarithm, or the one to the given base.',
    overloads: [...unary, ...binary],
    body: (x, y) => (y === undefined ? Math.log(x as number) : Math.log(y as number) / Math.log(x as number)),
  },
  unaryMath('EXP', 'e raised to the number.', Math.exp),
  unaryMath('SIN', 'The sine.', Math.sin),
  unaryMath('SINH', 'The hyperbolic sine.', Math.sinh),
  unaryMath('COS', 'The cosine.', Math.cos),
  unaryMath('COSH', 'The hyperbolic cosine.', Math.cosh),
  unaryMath('TAN', 'The tangent.', Math.tan),
  unaryMath('TANH', 'The hyperbolic tangent.', Math.tanh),
  unaryMath('COT', 'The cotangent.', (x) => 1 / Math.tan(x)),
  unaryMath('ASIN', 'The arc sine.', Math.asin),
  unaryMath('ACOS', 'The arc cosine.', Math.acos),
  unaryMath('ATAN', 'The arc tangent.', Math.atan),
  binaryMath('ATAN2', 'ATAN2(numeric1, numeric2)', 'The angle of the point (numeric2, numeric1).', Math.atan2),
  unaryMath('DEGREES', 'Radians as degrees.', (x) => x * DEGREES_PER_RADIAN),
  unaryMath('RADIANS', 'Degrees as radians.', (x) => x * RADIANS_PER_DEGREE),
  constant('PI', 'The number closest to pi.', Math.PI),
  constant('E', "The number closest to e, the natural logarithm's base.", Math.E),
];
