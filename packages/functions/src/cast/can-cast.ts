import { formatType, type LogicalType, type RowField } from '@riffle/columns';
import { FAMILIES, isOfFamily, type TypeFamily } from '../signature/families.ts';

type Kind = LogicalType['kind'];

function inFamilies(type: LogicalType, ...families: readonly TypeFamily[]): boolean {
  return families.some((family) => (FAMILIES[family] as readonly Kind[]).includes(type.kind));
}

/** Whether `CAST(from AS to)` exists; a value may still fail to be cast. Nullability does not matter. */
export function canCast(from: LogicalType, to: LogicalType): boolean {
  return castProblem(from, to) === undefined;
}

/** Why `CAST(from AS to)` does not exist, as a sentence; undefined when it does. */
export function castProblem(from: LogicalType, to: LogicalType): string | undefined {
  if (isCastable(from, to)) {
    return undefined;
  }
  if (inFamilies(from, 'NUMERIC') && inFamilies(to, 'TIMESTAMP')) {
    return (
      `The cast from NUMERIC type to ${to.kind} type is not allowed. ` +
      `It's recommended to use TO_TIMESTAMP${to.kind === 'TIMESTAMP' ? '(FROM_UNIXTIME(numeric_col))' : '_LTZ(numeric_col, precision)'} instead.`
    );
  }
  if (from.kind === 'TIMESTAMP' && inFamilies(to, 'NUMERIC')) {
    return (
      'The cast from TIMESTAMP type to NUMERIC type is not allowed. ' +
      "It's recommended to use UNIX_TIMESTAMP(CAST(timestamp_col AS STRING)) instead."
    );
  }
  if (from.kind === 'TIMESTAMP_LTZ' && inFamilies(to, 'NUMERIC')) {
    return 'The cast from TIMESTAMP_LTZ type to NUMERIC type is not allowed.';
  }
  return `Cast function cannot convert value of type ${formatType(from)} to type ${formatType(to)}`;
}

function isCastable(from: LogicalType, to: LogicalType): boolean {
  if (from.kind === 'NULL') {
    return true;
  }
  if (inFamilies(from, 'CONSTRUCTED') && inFamilies(to, 'CONSTRUCTED')) {
    return areNestedCastable(from, to);
  }
  switch (to.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return from.kind !== 'VARIANT' && from.kind !== 'DESCRIPTOR';
    case 'BOOLEAN':
      return from.kind === 'BOOLEAN' || inFamilies(from, 'NUMERIC', 'CHARACTER_STRING');
    case 'BINARY':
    case 'VARBINARY':
      return inFamilies(from, 'BINARY_STRING', 'CHARACTER_STRING') || from.kind === 'RAW';
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
    case 'DECIMAL':
    case 'FLOAT':
    case 'DOUBLE':
      return isNumberCastable(from, to.kind);
    case 'DATE':
      return from.kind === 'DATE' || inFamilies(from, 'TIMESTAMP', 'CHARACTER_STRING');
    case 'TIME':
      return from.kind === 'TIME' || inFamilies(from, 'TIMESTAMP', 'CHARACTER_STRING');
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return inFamilies(from, 'DATETIME', 'CHARACTER_STRING');
    case 'INTERVAL_YEAR_MONTH':
      return from.kind === to.kind || ['TINYINT', 'SMALLINT', 'INTEGER'].includes(from.kind);
    case 'INTERVAL_DAY_TIME':
      return from.kind === to.kind || isOfFamily(from, 'INTEGER_NUMERIC');
    case 'RAW':
      return from.kind === 'RAW' && from.className === to.className;
    default:
      return from.kind === to.kind;
  }
}

function isNumberCastable(from: LogicalType, to: Kind): boolean {
  if (inFamilies(from, 'NUMERIC', 'CHARACTER_STRING') || from.kind === 'BOOLEAN') {
    return true;
  }
  return (
    (from.kind === 'INTERVAL_YEAR_MONTH' && to === 'INTEGER') || (from.kind === 'INTERVAL_DAY_TIME' && to === 'BIGINT')
  );
}

function areNestedCastable(from: LogicalType, to: LogicalType): boolean {
  if ('fields' in from && 'fields' in to) {
    return areFieldsCastable(from.fields, to.fields);
  }
  if (from.kind !== to.kind) {
    return false;
  }
  if ('element' in from && 'element' in to) {
    return canCast(from.element, to.element);
  }
  return from.kind === 'MAP' && to.kind === 'MAP' && canCast(from.key, to.key) && canCast(from.value, to.value);
}

function areFieldsCastable(from: readonly RowField[], to: readonly RowField[]): boolean {
  return from.length === to.length && from.every((field, i) => canCast(field.type, (to[i] as RowField).type));
}
