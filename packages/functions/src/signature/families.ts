import type { LogicalType, TypeKind } from '@riffle/columns';

/** Flink's type families (`LogicalTypeFamily`), by the names its messages use. */
export const FAMILIES = {
  CHARACTER_STRING: ['CHAR', 'VARCHAR'],
  BINARY_STRING: ['BINARY', 'VARBINARY'],
  INTEGER_NUMERIC: ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'],
  EXACT_NUMERIC: ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DECIMAL'],
  APPROXIMATE_NUMERIC: ['FLOAT', 'DOUBLE'],
  NUMERIC: ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DECIMAL', 'FLOAT', 'DOUBLE'],
  DATETIME: ['DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ', 'TIMESTAMP_TZ'],
  TIMESTAMP: ['TIMESTAMP', 'TIMESTAMP_LTZ', 'TIMESTAMP_TZ'],
  INTERVAL: ['INTERVAL_YEAR_MONTH', 'INTERVAL_DAY_TIME'],
  CONSTRUCTED: ['ARRAY', 'MAP', 'MULTISET', 'ROW', 'STRUCTURED'],
} as const satisfies Readonly<Record<string, readonly TypeKind[]>>;

export type TypeFamily = keyof typeof FAMILIES;

export function isOfFamily(type: LogicalType, family: TypeFamily): boolean {
  return (FAMILIES[family] as readonly TypeKind[]).includes(type.kind);
}

/** Same type apart from nullability (of it and of its parts) and time attributes. */
export function isSameShape(a: LogicalType, b: LogicalType): boolean {
  if (a.kind !== b.kind) {
    return false;
  }
  if ('element' in a && 'element' in b) {
    return isSameShape(a.element, b.element);
  }
  if (a.kind === 'MAP' && b.kind === 'MAP') {
    return isSameShape(a.key, b.key) && isSameShape(a.value, b.value);
  }
  if ('fields' in a && 'fields' in b) {
    return (
      a.fields.length === b.fields.length &&
      a.fields.every((field, i) => isSameShape(field.type, (b.fields[i] as typeof field).type))
    );
  }
  return PARAMETERS.every((name) => Reflect.get(a, name) === Reflect.get(b, name));
}

const PARAMETERS = [
  'length',
  'precision',
  'scale',
  'resolution',
  'yearPrecision',
  'dayPrecision',
  'fractionalPrecision',
  'className',
];
