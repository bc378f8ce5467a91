import { formatType, type LogicalType, notNull, types, type Value, withNullability } from '@riffle/columns';
import type { CatalogEntry, CatalogTable, ShowFilter } from '@riffle/plan';
import { filterNames } from './like-filter.ts';
import type { OperationResult } from './operation-result.ts';
import { columnExtras } from './sql-text.ts';

/** The columns of a table or view, as DESCRIBE and SHOW COLUMNS list them. */
export function describeColumns(entry: CatalogEntry, filter?: ShowFilter): OperationResult {
  const lines = entry.kind === 'table' ? tableLines(entry) : entry.columns.map(viewLine);
  const commented = lines.some((line) => line.comment !== undefined);
  const text = notNull(types.string());
  const names = ['name', 'type', 'null', 'key', 'extras', 'watermark', ...(commented ? ['comment'] : [])];
  return {
    columns: names.map((name) => ({ name, type: name === 'null' ? notNull(types.boolean()) : text })),
    rows: filterNames(lines, filter, (line) => line.name).map((line) => cells(line, commented)),
  };
}

interface ColumnLine {
  readonly name: string;
  readonly type: LogicalType;
  readonly key: string;
  readonly extras: string;
  readonly watermark: string;
  readonly comment: string | undefined;
}

function cells(line: ColumnLine, commented: boolean): Value[] {
  const type = formatType(withNullability(line.type, true));
  const row = [line.name, type, line.type.nullable, line.key, line.extras, line.watermark];
  return commented ? [...row, line.comment ?? ''] : row;
}

function tableLines({ schema }: CatalogTable): ColumnLine[] {
  const key = schema.primaryKey === undefined ? '' : `PRI(${schema.primaryKey.columns.join(', ')})`;
  return schema.columns.map((column) => {
    const watermark = schema.watermarks.find((spec) => spec.column === column.name)?.expression;
    return {
      name: column.name,
      type: watermark === undefined ? column.type : asRowtime(column.type),
      key: schema.primaryKey?.columns.includes(column.name) === true ? key : '',
      extras: columnExtras(column),
      watermark: watermark ?? '',
      comment: column.comment,
    };
  });
}

function asRowtime(type: LogicalType): LogicalType {
  return type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ' ? { ...type, attribute: 'rowtime' } : type;
}

function viewLine({ name, type }: { readonly name: string; readonly type: LogicalType }): ColumnLine {
  return { name, type, key: '', extras: '', watermark: '', comment: undefined };
}
