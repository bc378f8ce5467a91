import { type LogicalType, MapValue, types, type Value, withNullability } from '@riffle/columns';
import type { ScalarSpec } from '../define.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { type Key, keyOf } from '../runtime/index.ts';
import { type Parameter, parameter, type ResultRule, sameAs } from '../signature/index.ts';
import { array, unifyCommon } from './parameters.ts';

const map = parameter.ofKind('MAP');

const COMMON_MAP: Parameter = {
  label: '<COMMON>',
  accept: ({ type }) => (type.kind === 'MAP' || type.kind === 'NULL' ? type : undefined),
};

type Entry = readonly [key: Value, value: Value];

/** A map of the entries; of those with equal keys the last counts, at the place of the first. */
export function mapOf(entries: Iterable<Entry>, keyType: LogicalType): MapValue {
  const key = keyOf(keyType);
  const found = new Map<Key, Entry>();
  for (const entry of entries) {
    found.set(key(entry[0]), entry);
  }
  return new MapValue([...found.values()]);
}

/** An ARRAY of what `part` takes from the map's type, NULL when the map is. */
function arrayOf(part: (key: LogicalType, value: LogicalType) => LogicalType): ResultRule {
  return ({ types: [type] }) =>
    type?.kind === 'MAP' ? withNullability(types.array(part(type.key, type.value)), type.nullable) : undefined;
}

function entryRow(key: LogicalType, value: LogicalType): LogicalType {
  return types.row([
    { name: 'key', type: key },
    { name: 'value', type: value },
  ]);
}

const entriesOf = (value: Value | undefined): readonly Entry[] => (value as MapValue).entries;

const mapFromArrays: ResultRule = ({ types: [keys, values] }) =>
  keys?.kind === 'ARRAY' && values?.kind === 'ARRAY'
    ? withNullability(types.map(keys.element, values.element), keys.nullable || values.nullable)
    : undefined;

export const mapFunctions: readonly ScalarSpec[] = [
  {
    name: 'MAP_KEYS',
    signatures: ['MAP_KEYS(map)'],
    description: 'The keys of a map.',
    overloads: [{ parameters: [map], result: arrayOf((key) => key) }],
    body: (value) => entriesOf(value).map(([key]) => key),
  },
  {
    name: 'MAP_VALUES',
    signatures: ['MAP_VALUES(map)'],
    description: 'The values of a map.',
    overloads: [{ parameters: [map], result: arrayOf((_key, value) => value) }],
    body: (value) => entriesOf(value).map(([, each]) => each),
  },
  {
    name: 'MAP_ENTRIES',
    signatures: ['MAP_ENTRIES(map)'],
    description: 'The entries of a map as rows of key and value.',
    overloads: [{ parameters: [map], result: arrayOf(entryRow) }],
    body: (value) => entriesOf(value),
  },
  {
    name: 'MAP_FROM_ARRAYS',
    signatures: ['MAP_FROM_ARRAYS(keys, values)'],
    description: 'A map of an array of keys and an array of their values.',
    overloads: [{ parameters: [array, array], result: mapFromArrays }],
    compile: ({ resultType }) => {
      const keyType = resultType.kind === 'MAP' ? resultType.key : types.null();
      return (keys, values) => fromArrays(keys as readonly Value[], values as readonly Value[], keyType);
    },
  },
  {
    name: 'MAP_UNION',
    signatures: ['MAP_UNION(map1, …)'],
    description: 'The entries of several maps; of those with equal keys the last counts.',
    overloads: [{ parameters: [COMMON_MAP], rest: COMMON_MAP, unify: unifyCommon, result: sameAs(0) }],
    compile: ({ resultType }) => {
      const keyType = resultType.kind === 'MAP' ? resultType.key : types.null();
      return (...maps) => mapOf(maps.flatMap(entriesOf), keyType);
    },
  },
];

function fromArrays(keys: readonly Value[], values: readonly Value[], keyType: LogicalType): MapValue {
  if (keys.length !== values.length) {
    throw new EvaluationError(
      `Invalid function MAP_FROM_ARRAYS call:\nThe length of the keys array ${keys.length} is not equal to the length of the values array ${values.length}`,
    );
  }
  return mapOf(
    keys.map((key, i) => [key, values[i] as Value] as const),
    keyType,
  );
}
