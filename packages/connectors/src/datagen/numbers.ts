import { type LogicalType, type Long, storageOf, type Value, type Vector, VectorBuilder } from '@riffle/columns';
import { ConnectorError } from '@riffle/engine';
import { type ColumnGenerator, integerBounds, parseBound, type RowRange } from './bounds.ts';
import type { FieldOptions } from './options.ts';
import type { RowRandom } from './row-random.ts';

/**
 * The quick generator of whole numbers and doubles in typed arrays; undefined where the type or the range needs more
 * than a double holds exactly.
 */
export function integersBetween(
  type: LogicalType,
  field: FieldOptions,
  random: RowRandom,
): ((range: RowRange) => Vector) | undefined {
  const storage = storageOf(type);
  const integral =
    ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DECIMAL'].includes(type.kind) || type.kind.startsWith('INTERVAL');
  if (!integral) {
    return undefined;
  }
  const [low, high] = integerBounds(type, field);
  const [min, max] = [Number(low), Number(high)];
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || !Number.isSafeInteger(max - min + 1)) {
    return undefined;
  }
  const span = max - min + 1;
  const small = span <= 0x100000000;
  return ({ first, step, count, arrays }) => {
    const values = storage === 'int' ? arrays.ints(count) : arrays.doubles(count);
    if (small) {
      random.fillIntegers(values, { first, step, count }, { min, span });
    } else {
      for (let i = 0; i < count; i++) {
        values[i] = min + Math.floor(random.unit(first + i * step) * span);
      }
    }
    return { type, values, nulls: null };
  };
}

/** Values that count from `start` to `end`. Texts hold the number in digits. */
export function sequenceOf(type: LogicalType, field: FieldOptions): ColumnGenerator {
  const start = sequenceBound(type, field, 'start');
  const end = sequenceBound(type, field, 'end');
  if (start > end) {
    throw new ConnectorError(`'fields.${field.path}.start' is larger than 'fields.${field.path}.end'.`);
  }
  const limit = end - start + 1;
  if (INTEGERS.includes(type.kind)) {
    return { limit, column: (range) => countedColumn(type, start, range) };
  }
  const value = sequenceValue(type, field);
  return {
    limit,
    column: ({ first, step, count }) => {
      const builder = new VectorBuilder(type, count);
      for (let i = 0; i < count; i++) {
        builder.append(value(start + first + i * step));
      }
      return builder.finish();
    },
  };
}

const INTEGERS: readonly LogicalType['kind'][] = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'];

function countedColumn(type: LogicalType, start: number, { first, step, count, arrays }: RowRange): Vector {
  const run = { from: start + first, step, count };
  const isInt = storageOf(type) === 'int';
  const values = isInt ? countInts(arrays.ints(count), run) : countLongs(arrays.doubles(count), run);
  return { type, values, nulls: null };
}

interface CountedRun {
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/** One loop per kind of array, as a store that sees both is several times slower. */
function countInts(values: Int32Array, { from, step, count }: CountedRun): Int32Array {
  for (let i = 0; i < count; i++) {
    values[i] = from + i * step;
  }
  return values;
}

function countLongs(values: Float64Array, { from, step, count }: CountedRun): Float64Array {
  for (let i = 0; i < count; i++) {
    values[i] = from + i * step;
  }
  return values;
}

function sequenceBound(type: LogicalType, field: FieldOptions, which: 'start' | 'end'): number {
  const text = field[which];
  if (text === undefined) {
    throw new ConnectorError(`A sequence needs 'fields.${field.path}.start' and 'fields.${field.path}.end'.`);
  }
  const value = parseBound(isNumber(type) && type.kind !== 'DECIMAL' ? type : { kind: 'BIGINT', nullable: true }, text);
  if (value === undefined || !Number.isSafeInteger(Number(value))) {
    throw new ConnectorError(`'fields.${field.path}.${which}' = '${text}' is no whole number of the column's type.`);
  }
  return Number(value);
}

function isNumber(type: LogicalType): boolean {
  return ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DECIMAL', 'FLOAT', 'DOUBLE'].includes(type.kind);
}

function sequenceValue(type: LogicalType, field: FieldOptions): (value: number) => Value {
  switch (type.kind) {
    case 'DECIMAL': {
      const unit = 10n ** BigInt(type.scale);
      return (value): Long => {
        const exact = BigInt(value) * unit;
        return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
      };
    }
    case 'CHAR':
    case 'VARCHAR':
      return String;
    case 'BINARY':
    case 'VARBINARY':
      return (value) => new TextEncoder().encode(String(value));
    case 'FLOAT':
      return Math.fround;
    default:
      if (isNumber(type)) {
        return (value) => value;
      }
      throw new ConnectorError(
        `not supported: 'fields.${field.path}.kind' = 'sequence' for a column of type ${type.kind}`,
      );
  }
}
