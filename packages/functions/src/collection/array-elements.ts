import { type LogicalType, notNull, types, type Value } from '@riffle/columns';
import type { CompiledCall } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { equalityOf, type Key, keyOf } from '../runtime/index.ts';
import { type ResultRule, returns } from '../signature/index.ts';
import { array, arrayWithElement, element, elementOf, sameArray, unifyElement } from './parameters.ts';

/** Array functions that look for, add or take out one element. NULL is an element like any other. */

type Elements = readonly Value[];

function isEqual({ argumentTypes }: CompiledCall): (a: Value, b: Value) => boolean {
  return equalityOf(elementOf(argumentTypes[0]) as LogicalType);
}

const containsResult: ResultRule = ({ types: [type] }) => type && { ...types.boolean(), nullable: type.nullable };

const ELEMENT_OF_ARRAY = { parameters: [array, element], unify: unifyElement } as const;

export const arrayElementFunctions: readonly ScalarSpec[] = [
  {
    name: 'ARRAY_CONTAINS',
    signatures: ['ARRAY_CONTAINS(haystack, needle)'],
    description: 'Whether an array has an element. NULL is found like any other.',
    overloads: [{ ...ELEMENT_OF_ARRAY, result: containsResult }],
    nulls: 'handled',
    compile: (call) => {
      const equal = isEqual(call);
      return (haystack, needle) =>
        haystack === null ? null : (haystack as Elements).some((each) => equal(each, needle as Value));
    },
  },
  {
    name: 'ARRAY_POSITION',
    signatures: ['ARRAY_POSITION(haystack, needle)'],
    description: 'The position of the first element that equals a value, from 1; 0 when there is none.',
    overloads: [{ ...ELEMENT_OF_ARRAY, result: returns(notNull(types.int())) }],
    compile: (call) => {
      const equal = isEqual(call);
      return (haystack, needle) => (haystack as Elements).findIndex((each) => equal(each, needle as Value)) + 1;
    },
  },
  {
    name: 'ARRAY_APPEND',
    signatures: ['ARRAY_APPEND(array, element)'],
    description: 'An array with an element added at its end.',
    overloads: [{ ...ELEMENT_OF_ARRAY, result: arrayWithElement }],
    nulls: 'handled',
    body: (elements, added) => (elements === null ? null : [...(elements as Elements), added as Value]),
  },
  {
    name: 'ARRAY_PREPEND',
    signatures: ['ARRAY_PREPEND(array, element)'],
    description: 'An array with an element added at its beginning.',
    overloads: [{ ...ELEMENT_OF_ARRAY, result: arrayWithElement }],
    nulls: 'handled',
    body: (elements, added) => (elements === null ? null : [added as Value, ...(elements as Elements)]),
  },
  {
    name: 'ARRAY_REMOVE',
    signatures: ['ARRAY_REMOVE(haystack, needle)'],
    description: 'An array without the elements that equal a value.',
    overloads: [{ ...ELEMENT_OF_ARRAY, result: sameArray }],
    nulls: 'handled',
    compile: (call) => {
      const equal = isEqual(call);
      return (elements, removed) =>
        elements === null ? null : (elements as Elements).filter((each) => !equal(each, removed as Value));
    },
  },
];

/** The distinct elements, in the order of their first appearance. */
export function distinct(elements: Elements, key: (value: Value) => Key): Elements {
  const seen = new Set<Key>();
  return elements.filter((each) => {
    const before = seen.size;
    return seen.add(key(each)).size > before;
  });
}

export function elementKey({ argumentTypes }: CompiledCall): (value: Value) => Key {
  return keyOf(elementOf(argumentTypes[0]) as LogicalType);
}
