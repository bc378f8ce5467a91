import {
  type CharacterType,
  type DayTimeIntervalType,
  type LogicalType,
  MAX_DECIMAL_PRECISION,
  types,
  withNullability,
  type YearMonthIntervalType,
} from '@riffle/columns';
import { digitsOf } from './decimal.ts';
import { isOfFamily } from './families.ts';

/**
 * The least type all of `given` fit in without a written CAST (Flink's `LogicalTypeMerging.findCommonType`),
 * nullable when one of them is; undefined when there is none.
 */
export function commonType(given: readonly LogicalType[]): LogicalType | undefined {
  const known = given.filter((type) => type.kind !== 'NULL');
  if (known.length === 0) {
    return given[0];
  }
  let merged: LogicalType | undefined = known[0];
  for (let i = 1; i < known.length && merged !== undefined; i++) {
    merged = mergeTwo(merged, known[i] as LogicalType);
  }
  const nullable = given.some((type) => type.nullable);
  return merged === undefined ? undefined : withNullability(withoutAttribute(merged, given), nullable);
}

/** A time attribute survives only when all of the types carry the same one. */
function withoutAttribute(merged: LogicalType, given: readonly LogicalType[]): LogicalType {
  if (!('attribute' in merged)) {
    return merged;
  }
  const { attribute, ...plain } = merged;
  const shared = given.every((type) => 'attribute' in type && type.attribute === attribute);
  return shared ? merged : (plain as LogicalType);
}

function mergeTwo(a: LogicalType, b: LogicalType): LogicalType | undefined {
  return mergeStrings(a, b) ?? mergeNumbers(a, b) ?? mergeTimes(a, b) ?? mergeIntervals(a, b) ?? mergeNested(a, b);
}

function mergeStrings(a: LogicalType, b: LogicalType): LogicalType | undefined {
  const isText = isOfFamily(a, 'CHARACTER_STRING') && isOfFamily(b, 'CHARACTER_STRING');
  const isBinary = isOfFamily(a, 'BINARY_STRING') && isOfFamily(b, 'BINARY_STRING');
  if (!isText && !isBinary) {
    return undefined;
  }
  const [left, right] = [a as CharacterType, b as CharacterType];
  const length = Math.max(left.length, right.length);
  const fixed = !left.kind.startsWith('VAR') && !right.kind.startsWith('VAR') && left.length === right.length;
  if (isText) {
    return fixed ? types.char(length) : types.varchar(length);
  }
  return fixed ? types.binary(length) : types.varbinary(length);
}

const INTEGER_ORDER = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'];

function mergeNumbers(a: LogicalType, b: LogicalType): LogicalType | undefined {
  if (!isOfFamily(a, 'NUMERIC') || !isOfFamily(b, 'NUMERIC')) {
    return undefined;
  }
  if (isOfFamily(a, 'APPROXIMATE_NUMERIC') || isOfFamily(b, 'APPROXIMATE_NUMERIC')) {
    const kinds = [a.kind, b.kind];
    return kinds.includes('DOUBLE') || kinds.includes('DECIMAL') ? types.double() : types.float();
  }
  if (a.kind !== 'DECIMAL' && b.kind !== 'DECIMAL') {
    return INTEGER_ORDER.indexOf(a.kind) >= INTEGER_ORDER.indexOf(b.kind) ? a : b;
  }
  return mergeDecimals(a, b);
}

function mergeDecimals(a: LogicalType, b: LogicalType): LogicalType | undefined {
  const [left, right] = [digitsOf(a), digitsOf(b)];
  if (left === undefined || right === undefined) {
    return undefined;
  }
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  const precision = Math.min(MAX_DECIMAL_PRECISION, whole + scale);
  return types.decimal(precision, Math.min(scale, precision));
}

function mergeTimes(a: LogicalType, b: LogicalType): LogicalType | undefined {
  if (!isOfFamily(a, 'DATETIME') || !isOfFamily(b, 'DATETIME')) {
    return undefined;
  }
  const precision = Math.max('precision' in a ? a.precision : 0, 'precision' in b ? b.precision : 0);
  if (a.kind === b.kind) {
    return 'precision' in a ? { ...a, precision } : a;
  }
  const kinds = [a.kind, b.kind];
  if (kinds.includes('TIMESTAMP_TZ')) {
    return { kind: 'TIMESTAMP_TZ', nullable: true, precision };
  }
  if (kinds.includes('TIMESTAMP_LTZ')) {
    return types.timestampLtz(precision);
  }
  return kinds.includes('TIMESTAMP') ? types.timestamp(precision) : undefined;
}

const YEAR_MONTH_UNITS = ['YEAR', 'MONTH'];
const DAY_TIME_UNITS = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];

function mergeIntervals(a: LogicalType, b: LogicalType): LogicalType | undefined {
  if (a.kind === 'INTERVAL_YEAR_MONTH' && b.kind === 'INTERVAL_YEAR_MONTH') {
    const resolution = spanOf(a.resolution, b.resolution, YEAR_MONTH_UNITS) as YearMonthIntervalType['resolution'];
    return types.yearMonthInterval(resolution, Math.max(a.yearPrecision, b.yearPrecision));
  }
  if (a.kind === 'INTERVAL_DAY_TIME' && b.kind === 'INTERVAL_DAY_TIME') {
    const resolution = spanOf(a.resolution, b.resolution, DAY_TIME_UNITS) as DayTimeIntervalType['resolution'];
    const dayPrecision = Math.max(a.dayPrecision, b.dayPrecision);
    return types.dayTimeInterval(resolution, dayPrecision, Math.max(a.fractionalPrecision, b.fractionalPrecision));
  }
  return undefined;
}

/** From the coarsest unit of both to the finest of both. */
function spanOf(a: string, b: string, units: readonly string[]): string {
  const at = [...a.split('_TO_'), ...b.split('_TO_')].map((unit) => units.indexOf(unit));
  const [first, last] = [units[Math.min(...at)], units[Math.max(...at)]];
  return first === last ? `${first}` : `${first}_TO_${last}`;
}

function mergeNested(a: LogicalType, b: LogicalType): LogicalType | undefined {
  if (a.kind !== b.kind) {
    return undefined;
  }
  if (a.kind === 'MAP' && b.kind === 'MAP') {
    const [key, value] = [commonType([a.key, b.key]), commonType([a.value, b.value])];
    return key === undefined || value === undefined ? undefined : types.map(key, value);
  }
  if ('element' in a && 'element' in b) {
    const element = commonType([a.element, b.element]);
    return element === undefined ? undefined : { ...a, element };
  }
  if (a.kind === 'ROW' && b.kind === 'ROW') {
    return a.fields.length === b.fields.length ? mergeRows(a.fields, b.fields) : undefined;
  }
  if ('className' in a && 'className' in b) {
    return a.className === b.className ? a : undefined;
  }
  return a;
}

function mergeRows(
  a: readonly { name: string; type: LogicalType }[],
  b: readonly { name: string; type: LogicalType }[],
): LogicalType | undefined {
  const fields: { name: string; type: LogicalType }[] = [];
  for (const [i, field] of a.entries()) {
    const type = commonType([field.type, (b[i] as typeof field).type]);
    if (type === undefined) {
      return undefined;
    }
    fields.push({ name: field.name, type });
  }
  return types.row(fields);
}
