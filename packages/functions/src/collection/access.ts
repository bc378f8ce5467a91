import {
  formatType,
  type LogicalType,
  type MapValue,
  types,
  type Value,
  VariantValue,
  withNullability,
} from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { keyOf } from '../runtime/index.ts';
import { isImplicit, isOfFamily, parameter, returns } from '../signature/index.ts';
import { array, nullableElement } from './parameters.ts';

/** `value[index]`, CARDINALITY and ELEMENT. */

function inferItem(args: readonly ArgumentInfo[]): Inference {
  const [collection, index] = args;
  if (collection === undefined || index === undefined || args.length !== 2) {
    return { ok: false, message: 'An access with [ ] takes one index.' };
  }
  const found = itemTypes(collection.type, index);
  if (typeof found === 'string') {
    return { ok: false, message: found };
  }
  return { ok: true, argumentTypes: [collection.type, found.index], resultType: withNullability(found.item, true) };
}

interface ItemTypes {
  readonly index: LogicalType;
  readonly item: LogicalType;
}

function itemTypes(type: LogicalType, index: ArgumentInfo): ItemTypes | string {
  switch (type.kind) {
    case 'ARRAY':
      return arrayItem(type.element, index);
    case 'MAP': {
      const key = withNullability(type.key, true);
      return isImplicit(withNullability(index.type, true), key)
        ? { index: key, item: type.value }
        : `The keys of this map are of type ${formatType(type.key)}, but the key asked for is of type ${formatType(index.type)}.`;
    }
    case 'ROW':
    case 'STRUCTURED':
      return rowItem(type.fields, index);
    case 'VARIANT':
      return isOfFamily(index.type, 'INTEGER_NUMERIC') || isOfFamily(index.type, 'CHARACTER_STRING')
        ? { index: index.type, item: types.variant() }
        : 'A VARIANT is accessed by a position or a field name.';
    default:
      return `A value of type ${formatType(type)} has no elements to access with [ ].`;
  }
}

function arrayItem(element: LogicalType, { type, literal }: ArgumentInfo): ItemTypes | string {
  if (!isOfFamily(type, 'INTEGER_NUMERIC') && type.kind !== 'NULL') {
    return `Array element access needs an integer index but was of type ${formatType(type)}.`;
  }
  if (typeof literal === 'number' && literal < 1) {
    return `Array element access needs an index starting at 1 but was ${literal}.`;
  }
  return { index: type.kind === 'NULL' ? types.int() : type, item: element };
}

function rowItem(
  fields: readonly { name: string; type: LogicalType }[],
  { type, literal }: ArgumentInfo,
): ItemTypes | string {
  const at = fieldIndex(fields, literal);
  const field = fields[at];
  return field === undefined
    ? `A row is accessed by a constant position or name of one of its fields: ${fields.map(({ name }) => name).join(', ')}.`
    : { index: type, item: field.type };
}

function fieldIndex(fields: readonly { name: string }[], literal: Value | undefined): number {
  return typeof literal === 'number' ? literal - 1 : fields.findIndex(({ name }) => name === literal);
}

function compileItem({ argumentTypes: [type], literals }: CompiledCall): ScalarBody {
  switch (type?.kind) {
    case 'MAP':
      return mapLookup(type.key);
    case 'ROW':
    case 'STRUCTURED': {
      const at = fieldIndex(type.fields, literals[1]);
      return (row) => (row as readonly Value[])[at] ?? null;
    }
    case 'VARIANT':
      return (variant, index) => variantItem((variant as VariantValue).content, index as Value);
    default:
      return (elements, index) => (elements as readonly Value[])[Number(index) - 1] ?? null;
  }
}

function mapLookup(keyType: LogicalType): ScalarBody {
  const keyFor = keyOf(keyType);
  return (map, wanted) => {
    const key = keyFor(wanted as Value);
    return (map as MapValue).entries.find(([each]) => keyFor(each) === key)?.[1] ?? null;
  };
}

function variantItem(content: VariantValue['content'], index: Value): Value {
  const found =
    content instanceof Map
      ? content.get(String(index))
      : Array.isArray(content)
        ? content[Number(index) - 1]
        : undefined;
  return found === undefined ? null : new VariantValue(found);
}

function sizeOf(value: Value | undefined): number {
  return Array.isArray(value) ? value.length : (value as MapValue).entries.length;
}

/** A multiset counts every copy. */
function multisetSize(value: Value | undefined): number {
  return (value as MapValue).entries.reduce((sum, [, count]) => sum + Number(count), 0);
}

export const accessFunctions: readonly ScalarSpec[] = [
  {
    name: 'ITEM',
    signatures: ['array[position]', 'map[key]'],
    description:
      'An element of an array, by its position from 1, or the value of a key of a map; NULL when there is none.',
    infer: inferItem,
    compile: compileItem,
  },
  {
    name: 'CARDINALITY',
    signatures: ['CARDINALITY(array)', 'CARDINALITY(map)'],
    description: 'How many elements or entries a collection has.',
    overloads: [{ parameters: [parameter.ofKind('ARRAY', 'MAP', 'MULTISET')], result: returns(types.int()) }],
    compile: ({ argumentTypes }) => (argumentTypes[0]?.kind === 'MULTISET' ? multisetSize : sizeOf),
  },
  {
    name: 'ELEMENT',
    signatures: ['ELEMENT(array)'],
    description: 'The only element of an array; NULL when it is empty.',
    overloads: [{ parameters: [array], result: nullableElement }],
    body: (elements) => {
      const whole = elements as readonly Value[];
      if (whole.length > 1) {
        throw new EvaluationError(`ELEMENT takes an array of at most one element, and this one has ${whole.length}.`);
      }
      return whole[0] ?? null;
    },
  },
];
