import type { LogicalType, TypeKind } from '@riffle/columns';

/** From which kinds a value of a kind may come without a written CAST (Flink's `LogicalTypeCasts`). */
const IMPLICIT_SOURCES: Partial<Readonly<Record<TypeKind, readonly TypeKind[]>>> = {
  VARCHAR: ['CHAR'],
  VARBINARY: ['BINARY'],
  SMALLINT: ['TINYINT'],
  INTEGER: ['TINYINT', 'SMALLINT'],
  BIGINT: ['TINYINT', 'SMALLINT', 'INTEGER'],
  DECIMAL: ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'FLOAT', 'DOUBLE'],
  FLOAT: ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DECIMAL'],
  DOUBLE: ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DECIMAL', 'FLOAT'],
  DATE: ['TIMESTAMP'],
  TIME: ['TIMESTAMP'],
  TIMESTAMP: ['TIMESTAMP_LTZ'],
  TIMESTAMP_LTZ: ['TIMESTAMP'],
};

/**
 * Whether a value of `from` may stand where `to` is asked, the binder adding the cast.
 * A nullable value never fits where NULL is excluded.
 */
export function isImplicit(from: LogicalType, to: LogicalType): boolean {
  return (!from.nullable || to.nullable) && isImplicitShape(from, to);
}

function isImplicitShape(from: LogicalType, to: LogicalType): boolean {
  if (from.kind === 'NULL') {
    return true;
  }
  if (from.kind !== to.kind) {
    const rowToStructured = from.kind === 'ROW' && to.kind === 'STRUCTURED';
    return rowToStructured
      ? fieldsFit(from.fields, to.fields)
      : (IMPLICIT_SOURCES[to.kind]?.includes(from.kind) ?? false);
  }
  if ('element' in from && 'element' in to) {
    return isImplicit(from.element, to.element);
  }
  if (from.kind === 'MAP' && to.kind === 'MAP') {
    return isImplicit(from.key, to.key) && isImplicit(from.value, to.value);
  }
  if ('fields' in from && 'fields' in to) {
    return fieldsFit(from.fields, to.fields);
  }
  return true;
}

function fieldsFit(from: readonly { type: LogicalType }[], to: readonly { type: LogicalType }[]): boolean {
  return (
    from.length === to.length && from.every((field, i) => isImplicit(field.type, (to[i] as { type: LogicalType }).type))
  );
}
