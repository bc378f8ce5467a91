import { notNull, types } from '@riffle/columns';
import type { CompiledCall, ScalarBody } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { parameter, returns } from '../signature/index.ts';
import { JavaRandom } from './java-random.ts';

/** A constant seed starts one sequence; a seed that is computed starts a new one for every row. */
function compileRand({ argumentTypes, literals, context }: CompiledCall): ScalarBody {
  if (argumentTypes.length === 0) {
    return () => context.random();
  }
  const [seed] = literals;
  if (typeof seed === 'number') {
    const random = new JavaRandom(seed);
    return () => random.nextDouble();
  }
  return (value) => new JavaRandom(value as number).nextDouble();
}

function compileRandInteger({ argumentTypes, literals, context }: CompiledCall): ScalarBody {
  if (argumentTypes.length === 1) {
    return (bound) => Math.floor(context.random() * checkedBound(bound as number));
  }
  const [seed] = literals;
  if (typeof seed === 'number') {
    const random = new JavaRandom(seed);
    return (_, bound) => random.nextInt(checkedBound(bound as number));
  }
  return (value, bound) => new JavaRandom(value as number).nextInt(checkedBound(bound as number));
}

function checkedBound(bound: number): number {
  if (bound <= 0) {
    throw new EvaluationError(`RAND_INTEGER needs a bound above 0, not ${bound}.`);
  }
  return bound;
}

export const randomFunctions: readonly ScalarSpec[] = [
  {
    name: 'RAND',
    signatures: ['RAND()', 'RAND(seed)'],
    description: 'A random number from 0 (included) to 1 (excluded).',
    deterministic: false,
    overloads: [{ parameters: [parameter.int], optional: 1, result: returns(types.double()) }],
    compile: compileRand,
  },
  {
    name: 'RAND_INTEGER',
    signatures: ['RAND_INTEGER(bound)', 'RAND_INTEGER(seed, bound)'],
    description: 'A random whole number from 0 (included) to the bound (excluded).',
    deterministic: false,
    overloads: [{ parameters: [parameter.int, parameter.int], optional: 1, result: returns(types.int()) }],
    compile: compileRandInteger,
  },
  {
    name: 'UUID',
    signatures: ['UUID()'],
    description: 'A random universally unique identifier (version 4).',
    deterministic: false,
    overloads: [{ parameters: [], result: () => notNull(types.char(36)) }],
    compile:
      ({ context }) =>
      () =>
        uuid(() => Math.floor(context.random() * 16)),
  },
];

/** RFC 9562, version 4. */
function uuid(nextDigit: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
    (place === 'x' ? nextDigit() : 8 + (nextDigit() & 3)).toString(16),
  );
}
