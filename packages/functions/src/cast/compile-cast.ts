import {
  type BinaryType,
  type CharacterType,
  type CodecOptions,
  type DecimalType,
  fitBytes,
  fitText,
  formatType,
  formatterOf,
  type LogicalType,
  type Long,
  MapValue,
  type NumericType,
  parserOf,
  type Value,
  withNullability,
} from '@riffle/columns';
import { EvaluationError } from '../evaluation-error.ts';
import {
  decimalToDouble,
  doubleToDecimal,
  doubleToInt,
  doubleToLong,
  fitDecimal,
  longToInt,
  roundUnscaled,
  wrapLong,
} from '../runtime/index.ts';
import { isOfFamily } from '../signature/index.ts';
import { compileTimeCast } from './time-cast.ts';

/** Casts one value that is not NULL. */
export type CastBody = (value: Value) => Value;

/**
 * The cast of values of `from` to `to`, for which `canCast` holds. The body throws `EvaluationError` for a value that
 * cannot be cast, and gives NULL where Flink does (a number too large for a DECIMAL).
 */
export function compileCast(from: LogicalType, to: LogicalType, options: CodecOptions): CastBody {
  if (from.kind === 'NULL') {
    return () => null;
  }
  if (isOfFamily(to, 'CHARACTER_STRING')) {
    return castToText(from, to as CharacterType, options);
  }
  if (isOfFamily(from, 'CHARACTER_STRING')) {
    return castFromText(to, options);
  }
  if (isOfFamily(to, 'NUMERIC')) {
    return castToNumber(from, to as NumericType);
  }
  if (to.kind === 'BOOLEAN') {
    return from.kind === 'BOOLEAN' ? same : (value) => value !== 0;
  }
  if (isOfFamily(to, 'BINARY_STRING')) {
    return (value) => fitBytes(value as Uint8Array, to as BinaryType);
  }
  if (isOfFamily(to, 'DATETIME')) {
    return compileTimeCast(from, to, options);
  }
  return castNested(from, to, options);
}

const same: CastBody = (value) => value;

function castToText(from: LogicalType, to: CharacterType, options: CodecOptions): CastBody {
  if (isOfFamily(from, 'CHARACTER_STRING')) {
    return (value) => fitText(value as string, to);
  }
  const format = formatterOf(from, options);
  return (value) => fitText(format(value), to);
}

function castFromText(to: LogicalType, options: CodecOptions): CastBody {
  const parse = parserOf(to, options);
  return (value) => {
    const parsed = parse(value as string);
    if (parsed === undefined) {
      throw new EvaluationError(`Cannot cast '${value as string}' to ${formatType(withNullability(to, true))}.`);
    }
    return parsed;
  };
}

function castToNumber(from: LogicalType, to: NumericType): CastBody {
  switch (from.kind) {
    case 'BOOLEAN':
      return to.kind === 'DECIMAL' ? (value) => fitDecimal(value ? 1 : 0, 0, to) : (value) => (value ? 1 : 0);
    case 'FLOAT':
    case 'DOUBLE':
      return castDouble(to);
    case 'DECIMAL':
      return castDecimal(from, to);
    default:
      return castLong(to);
  }
}

function castLong(to: NumericType): CastBody {
  switch (to.kind) {
    case 'TINYINT':
      return (value) => (longToInt(value as Long) << 24) >> 24;
    case 'SMALLINT':
      return (value) => (longToInt(value as Long) << 16) >> 16;
    case 'INTEGER':
      return (value) => longToInt(value as Long);
    case 'BIGINT':
      return same;
    case 'FLOAT':
      return (value) => Math.fround(Number(value));
    case 'DOUBLE':
      return (value) => Number(value);
    case 'DECIMAL':
      return (value) => fitDecimal(value as Long, 0, to);
  }
}

function castDouble(to: NumericType): CastBody {
  switch (to.kind) {
    case 'TINYINT':
      return (value) => (doubleToInt(value as number) << 24) >> 24;
    case 'SMALLINT':
      return (value) => (doubleToInt(value as number) << 16) >> 16;
    case 'INTEGER':
      return (value) => doubleToInt(value as number);
    case 'BIGINT':
      return (value) => doubleToLong(value as number);
    case 'FLOAT':
      return (value) => Math.fround(value as number);
    case 'DOUBLE':
      return same;
    case 'DECIMAL':
      return (value) => doubleToDecimal(value as number, to);
  }
}

function castDecimal({ scale }: DecimalType, to: NumericType): CastBody {
  switch (to.kind) {
    case 'DECIMAL':
      return (value) => fitDecimal(value as Long, scale, to);
    case 'FLOAT':
      return (value) => Math.fround(decimalToDouble(value as Long, scale));
    case 'DOUBLE':
      return (value) => decimalToDouble(value as Long, scale);
    default: {
      const narrow = castLong(to);
      return (value) => narrow(wrapLong(BigInt(roundUnscaled(value as Long, scale, 'trunc'))));
    }
  }
}

function castNested(from: LogicalType, to: LogicalType, options: CodecOptions): CastBody {
  if ('fields' in from && 'fields' in to) {
    const casts = from.fields.map((field, i) =>
      nullable(compileCast(field.type, (to.fields[i] as { type: LogicalType }).type, options)),
    );
    return (value) => casts.map((cast, i) => cast((value as readonly Value[])[i] as Value));
  }
  if (from.kind === 'ARRAY' && to.kind === 'ARRAY') {
    const cast = nullable(compileCast(from.element, to.element, options));
    return (value) => (value as readonly Value[]).map(cast);
  }
  if (from.kind === 'MAP' && to.kind === 'MAP') {
    return castMap(
      nullable(compileCast(from.key, to.key, options)),
      nullable(compileCast(from.value, to.value, options)),
    );
  }
  if (from.kind === 'MULTISET' && to.kind === 'MULTISET') {
    return castMap(nullable(compileCast(from.element, to.element, options)), same);
  }
  return same;
}

function castMap(castKey: CastBody, castValue: CastBody): CastBody {
  return (value) =>
    new MapValue((value as MapValue).entries.map(([key, entry]) => [castKey(key), castValue(entry)] as const));
}

function nullable(cast: CastBody): CastBody {
  return (value) => (value === null ? null : cast(value));
}
