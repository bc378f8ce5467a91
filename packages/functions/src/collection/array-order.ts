import { type LogicalType, types, type Value } from '@riffle/columns';
import type { CompiledCall } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { type Comparator, comparatorOf } from '../runtime/index.ts';
import { parameter, returns, sameAs } from '../signature/index.ts';
import { array, elementOf, nullableElement, orderedArray, stringArray } from './parameters.ts';

/** Array functions that need the order of the elements, or of their places. */

type Elements = readonly Value[];

function orderOf({ argumentTypes }: CompiledCall): Comparator {
  return comparatorOf(elementOf(argumentTypes[0]) as LogicalType);
}

/** The element that comes first under `compare`, NULL elements aside. */
function first(elements: Elements, compare: Comparator): Value {
  let best: Value = null;
  for (const each of elements) {
    if (each !== null && (best === null || compare(each, best) < 0)) {
      best = each;
    }
  }
  return best;
}

function sorted(elements: Elements, compare: Comparator, nullsFirst: boolean): Elements {
  const present = elements.filter((each) => each !== null).sort(compare);
  const nulls = new Array<Value>(elements.length - present.length).fill(null);
  return nullsFirst ? [...nulls, ...present] : [...present, ...nulls];
}

/** Places count from 1, negative ones from the end; what lies outside is cut off, and an end of 0 counts as 1. */
function slice(elements: Elements, start: number, end: number): Elements {
  const length = elements.length;
  const from = Math.max(1, start < 0 ? start + length + 1 : start);
  const counted = end < 0 ? end + length + 1 : end;
  const to = counted === 0 ? 1 : Math.min(counted, length);
  return to < from ? [] : elements.slice(from - 1, to);
}

function join(elements: Elements, delimiter: string, replacement: Value | undefined): string {
  const shown = replacement === undefined ? elements.filter((each) => each !== null) : elements;
  return shown.map((each) => (each === null ? replacement : each)).join(delimiter);
}

export const arrayOrderFunctions: readonly ScalarSpec[] = [
  {
    name: 'ARRAY_MAX',
    signatures: ['ARRAY_MAX(array)'],
    description: 'The largest element of an array.',
    overloads: [{ parameters: [orderedArray], result: nullableElement }],
    compile: (call) => {
      const compare = orderOf(call);
      return (elements) => first(elements as Elements, (a, b) => compare(b, a));
    },
  },
  {
    name: 'ARRAY_MIN',
    signatures: ['ARRAY_MIN(array)'],
    description: 'The smallest element of an array.',
    overloads: [{ parameters: [orderedArray], result: nullableElement }],
    compile: (call) => {
      const compare = orderOf(call);
      return (elements) => first(elements as Elements, compare);
    },
  },
  {
    name: 'ARRAY_SORT',
    signatures: ['ARRAY_SORT(array [, ascending [, nullsFirst]])'],
    description: 'An array in order; NULLs come first when ascending and last when not, unless said otherwise.',
    overloads: [{ parameters: [orderedArray, parameter.bool, parameter.bool], optional: 2, result: sameAs(0) }],
    compile: (call) => {
      const compare = orderOf(call);
      return (elements, ascending = true, nullsFirst = ascending) =>
        sorted(elements as Elements, ascending === true ? compare : (a, b) => compare(b, a), nullsFirst === true);
    },
  },
  {
    name: 'ARRAY_SLICE',
    signatures: ['ARRAY_SLICE(array, start [, end])'],
    description: 'The elements from one place to another, both included.',
    overloads: [{ parameters: [array, parameter.int, parameter.int], optional: 1, result: sameAs(0) }],
    body: (elements, start, end) => {
      const whole = elements as Elements;
      return slice(whole, start as number, (end as number | undefined) ?? whole.length);
    },
  },
  {
    name: 'ARRAY_JOIN',
    signatures: ['ARRAY_JOIN(array, delimiter [, nullReplacement])'],
    description: 'The elements as one text; NULL elements are left out unless a replacement is given.',
    overloads: [
      { parameters: [stringArray, parameter.text, parameter.text], optional: 1, result: returns(types.string()) },
    ],
    body: (elements, delimiter, replacement) => join(elements as Elements, delimiter as string, replacement),
  },
  {
    name: 'SPLIT',
    signatures: ['SPLIT(string, delimiter)'],
    description: 'The parts of a text between delimiters; an empty delimiter gives its characters.',
    overloads: [{ parameters: [parameter.text, parameter.text], result: returns(types.array(types.string())) }],
    body: (text, delimiter) => (delimiter === '' ? [...(text as string)] : (text as string).split(delimiter as string)),
  },
];
