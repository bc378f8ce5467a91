import { formatType, formatValue, type LogicalType, type RowField, type Value } from '@riffle/columns';
import type { Output, ResultColumn } from '@riffle/protocol';

/** A result's columns as clients see them. */
export function resultColumns(fields: readonly RowField[]): ResultColumn[] {
  return fields.map(({ name, type }) => ({
    name,
    type: formatType(type),
    role: roleOf(type),
    ...('attribute' in type && type.attribute !== undefined ? { timeAttribute: type.attribute } : {}),
  }));
}

function roleOf(type: LogicalType): ResultColumn['role'] {
  switch (type.kind) {
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
    case 'FLOAT':
    case 'DOUBLE':
    case 'DECIMAL':
      return 'number';
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
    case 'DATE':
      return 'time';
    case 'BOOLEAN':
      return 'boolean';
    case 'CHAR':
    case 'VARCHAR':
      return 'text';
    default:
      return 'other';
  }
}

/** Rows that are there at once (SHOW, DESCRIBE) as an output. */
export function tableOutput(
  fields: readonly RowField[],
  rows: readonly (readonly Value[])[],
  zone: string,
): Extract<Output, { kind: 'table' }> {
  return {
    kind: 'table',
    columns: resultColumns(fields),
    rows: rows.map((row) =>
      row.map((value, i) => (value === null ? null : formatValue(value, (fields[i] as RowField).type, { zone }))),
    ),
  };
}
