import {
  type LogicalType,
  MAX_LENGTH,
  MapValue,
  normalizeLong,
  ticksOf,
  type Value,
  type Vector,
  VectorBuilder,
} from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';
import { parseFloating } from '../formats/numbers.ts';
import { type ColumnGenerator, integerBounds, type RowRange, wrongBound } from './bounds.ts';
import { integersBetween, sequenceOf } from './numbers.ts';
import { type FieldOptions, fieldOptions } from './options.ts';
import type { RowRandom } from './row-random.ts';

export interface GeneratorSetup {
  readonly name: string;
  readonly type: LogicalType;
  readonly options: Readonly<Record<string, string>>;
  readonly random: RowRandom;
}

/** The generator of a table's column. Throws `ConnectorError` for options that do not fit the type. */
export function columnGenerator(setup: GeneratorSetup): ColumnGenerator {
  const field = fieldOptions(setup.options, setup.name);
  if (field.kind === 'sequence') {
    return sequenceOf(setup.type, field);
  }
  const quick = integersBetween(setup.type, field, setup.random);
  if (quick !== undefined) {
    const lot = nullLot(setup.random);
    return { limit: undefined, column: (range) => withNulls(quick(range), range, { lot, share: field.nullRate }) };
  }
  const value = randomValue(setup, field);
  return {
    limit: undefined,
    column: (range) => {
      const builder = new VectorBuilder(setup.type, range.count);
      for (let i = 0; i < range.count; i++) {
        builder.append(value(range.first + i * range.step, range.now));
      }
      return builder.finish();
    },
  };
}

/** The numbers that decide which rows are NULL. */
function nullLot(random: RowRandom): RowRandom {
  return random.child(1000);
}

function withNulls(vector: Vector, range: RowRange, { lot, share }: { lot: RowRandom; share: number }): Vector {
  if (share === 0) {
    return vector;
  }
  const nulls = new Uint8Array(range.count);
  for (let i = 0; i < range.count; i++) {
    nulls[i] = lot.unit(range.first + i * range.step) < share ? 1 : 0;
  }
  return { ...vector, nulls };
}

type RandomValue = (row: number, now: number) => Value;

function randomValue(setup: GeneratorSetup, field: FieldOptions): RandomValue {
  const value = plainRandomValue(setup, field);
  if (field.nullRate === 0) {
    return value;
  }
  const lot = nullLot(setup.random);
  return (row, now) => (lot.unit(row) < field.nullRate ? null : value(row, now));
}

function plainRandomValue({ type, options, random }: GeneratorSetup, field: FieldOptions): RandomValue {
  const part = (name: string, partType: LogicalType, stream: number): RandomValue => {
    const setup = { name: `${field.path}.${name}`, type: partType, options, random: random.child(stream) };
    return randomValue(setup, fieldOptions(options, setup.name));
  };
  switch (type.kind) {
    case 'BOOLEAN':
      return (row) => (random.bits(row) & 1) === 1;
    case 'FLOAT':
    case 'DOUBLE':
      return floatingValue(type.kind, field, random);
    case 'CHAR':
    case 'VARCHAR': {
      const hex = bytesOfLength(type, field, random, 2);
      return (row) => hex(row);
    }
    case 'BINARY':
    case 'VARBINARY': {
      const hex = bytesOfLength(type, field, random, 1);
      return (row) => new Uint8Array(Buffer.from(hex(row), 'hex'));
    }
    case 'DATE':
      return (_, now) => Math.floor(now / 86_400_000);
    case 'TIME':
      return (_, now) => now % 86_400_000;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return (row, now) => ticksOf(now - Math.floor(random.unit(row) * (field.maxPast + 1)), 0, type.precision);
    case 'ARRAY':
      return listOf(part('element', type.element, 1), field);
    case 'MULTISET': {
      const elements = listOf(part('element', type.element, 1), field);
      return (row, now) => countEach(elements(row, now) as Value[]);
    }
    case 'MAP':
      return mapOf(part('key', type.key, 1), part('value', type.value, 2), field);
    case 'ROW':
    case 'STRUCTURED': {
      const fields = type.fields.map((inner, i) => part(inner.name, inner.type, i + 1));
      return (row, now) => fields.map((value) => value(row, now));
    }
    default:
      return integerValue(type, field, random);
  }
}

function floatingValue(kind: 'FLOAT' | 'DOUBLE', field: FieldOptions, random: RowRandom): RandomValue {
  const largest = kind === 'FLOAT' ? 3.4028234663852886e38 : Number.MAX_VALUE;
  const smallest = kind === 'FLOAT' ? 1.401298464324817e-45 : Number.MIN_VALUE;
  const bound = (text: string | undefined, fallback: number): number =>
    text === undefined ? fallback : (parseFloating(text) ?? wrongBound(field, text));
  const min = bound(field.min, smallest);
  const max = bound(field.max, largest);
  if (min > max) {
    throw new ConnectorError(`'fields.${field.path}.min' is larger than 'fields.${field.path}.max'.`);
  }
  const value = (row: number): number => min + random.unit(row) * (max - min);
  return kind === 'FLOAT' ? (row) => Math.fround(value(row)) : value;
}

/** Whole numbers of any size, decimals and intervals, where the quick way over 32-bit storage does not do. */
function integerValue(type: LogicalType, field: FieldOptions, random: RowRandom): RandomValue {
  const [min, max] = integerBounds(type, field);
  const span = max - min + 1n;
  return (row) => {
    const wide =
      (BigInt(random.bits(row, 1)) << 96n) |
      (BigInt(random.bits(row, 2)) << 64n) |
      (BigInt(random.bits(row, 3)) << 32n) |
      BigInt(random.bits(row, 4));
    return normalizeLong(min + ((wide * span) >> 128n));
  };
}

const DEFAULT_LENGTH = 100;
const DEFAULT_ELEMENTS = 3;

/** Random hexadecimal text; of `unit` digits a byte or character it stands for. */
function bytesOfLength(
  type: Extract<LogicalType, { length: number }>,
  field: FieldOptions,
  random: RowRandom,
  unit: 1 | 2,
): (row: number) => string {
  const longest = longestOf(type, field);
  const varies = field.varLength && longest > 1;
  const digits = (length: number): number => (unit === 2 ? length : length * 2);
  const words = Buffer.alloc(Math.ceil(digits(longest) / 8) * 4);
  return (row) => {
    const length = digits(varies ? 1 + (random.bits(row, 7) % longest) : longest);
    for (let word = 0; word * 8 < length; word++) {
      words.writeUInt32LE(random.bits(row, word + 11), word * 4);
    }
    return words.toString('hex', 0, Math.ceil(length / 2)).slice(0, length);
  };
}

function longestOf(type: Extract<LogicalType, { length: number }>, field: FieldOptions): number {
  const fixed = type.kind === 'CHAR' || type.kind === 'BINARY';
  if (fixed && field.length !== undefined && field.length !== type.length) {
    throw new ConnectorError(
      `The column of 'fields.${field.path}.length' has the fixed length ${type.length}; leave the option out.`,
    );
  }
  if (field.length !== undefined && field.length > type.length) {
    throw new ConnectorError(`'fields.${field.path}.length' is larger than the column's length ${type.length}.`);
  }
  return field.length ?? (type.length === MAX_LENGTH ? DEFAULT_LENGTH : type.length);
}

/** Rows of a list's elements are numbered apart, so that no two elements draw the same numbers. */
const ELEMENT_ROWS = 0x100000000;

function listOf(element: RandomValue, field: FieldOptions): RandomValue {
  const length = field.length ?? DEFAULT_ELEMENTS;
  return (row, now) => Array.from({ length }, (_, i) => element(row + (i + 1) * ELEMENT_ROWS, now));
}

function mapOf(key: RandomValue, value: RandomValue, field: FieldOptions): RandomValue {
  const length = field.length ?? DEFAULT_ELEMENTS;
  return (row, now) => {
    const entries = new Map<Value, Value>();
    for (let i = 0; i < length; i++) {
      const at = row + (i + 1) * ELEMENT_ROWS;
      entries.set(key(at, now), value(at, now));
    }
    return new MapValue([...entries]);
  };
}

function countEach(elements: readonly Value[]): MapValue {
  const counts = new Map<Value, number>();
  for (const element of elements) {
    counts.set(element, (counts.get(element) ?? 0) + 1);
  }
  return new MapValue([...counts]);
}
