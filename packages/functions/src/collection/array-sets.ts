import type { Value } from '@riffle/columns';
import type { ScalarSpec } from '../define.ts';
import { sameAs } from '../signature/index.ts';
import { distinct, elementKey } from './array-elements.ts';
import { array, sameArray, unifyCommon } from './parameters.ts';

/** Arrays as sets and as lists to be joined. NULL is an element like any other; a NULL array makes the result NULL. */

type Elements = readonly Value[];

const COMMON = { ...array, label: '<COMMON>' };
const TWO_ARRAYS = { parameters: [COMMON, COMMON], unify: unifyCommon, result: sameAs(0) } as const;

export const arraySetFunctions: readonly ScalarSpec[] = [
  {
    name: 'ARRAY_DISTINCT',
    signatures: ['ARRAY_DISTINCT(array)'],
    description: 'The distinct elements of an array, in order.',
    overloads: [{ parameters: [array], result: sameArray }],
    compile: (call) => {
      const key = elementKey(call);
      return (elements) => distinct(elements as Elements, key);
    },
  },
  {
    name: 'ARRAY_UNION',
    signatures: ['ARRAY_UNION(array1, array2)'],
    description: 'The distinct elements of two arrays.',
    overloads: [TWO_ARRAYS],
    compile: (call) => {
      const key = elementKey(call);
      return (a, b) => distinct([...(a as Elements), ...(b as Elements)], key);
    },
  },
  {
    name: 'ARRAY_EXCEPT',
    signatures: ['ARRAY_EXCEPT(array1, array2)'],
    description: 'The distinct elements of the first array that the second does not have.',
    overloads: [TWO_ARRAYS],
    compile: (call) => {
      const key = elementKey(call);
      return (a, b) => {
        const excluded = new Set((b as Elements).map(key));
        return distinct(a as Elements, key).filter((each) => !excluded.has(key(each)));
      };
    },
  },
  {
    name: 'ARRAY_INTERSECT',
    signatures: ['ARRAY_INTERSECT(array1, array2)'],
    description: 'The distinct elements two arrays have in common.',
    overloads: [TWO_ARRAYS],
    compile: (call) => {
      const key = elementKey(call);
      return (a, b) => {
        const wanted = new Set((b as Elements).map(key));
        return distinct(a as Elements, key).filter((each) => wanted.has(key(each)));
      };
    },
  },
  {
    name: 'ARRAY_CONCAT',
    signatures: ['ARRAY_CONCAT(array1, …)'],
    description: 'The elements of several arrays, one after another.',
    overloads: [{ parameters: [COMMON], rest: COMMON, unify: unifyCommon, result: sameAs(0) }],
    body: (...arrays) => arrays.flatMap((elements) => elements as Elements),
  },
  {
    name: 'ARRAY_REVERSE',
    signatures: ['ARRAY_REVERSE(array)'],
    description: 'An array from its end to its beginning.',
    overloads: [{ parameters: [array], result: sameArray }],
    body: (elements) => (elements as Elements).toReversed(),
  },
];
