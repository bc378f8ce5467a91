import { type LogicalType, parseTypeText, serializeType } from '@riffle/columns';
import type { CatalogEntry, CatalogTable, CatalogView, PrimaryKey, TableColumn, WatermarkSpec } from '@riffle/plan';

/**
 * A table or view as flat properties, in the layout Flink uses for tables it keeps in a metastore: `flink.schema.0.name`,
 * `flink.schema.0.data-type`, `flink.schema.watermark.0.rowtime` …, and every option under `flink.`.
 */
type Properties = Record<string, string>;

const PREFIX = 'flink.';

export function tableProperties(table: CatalogTable): Properties {
  const properties: Properties = {};
  for (const [key, value] of Object.entries(table.options)) {
    properties[PREFIX + key] = value;
  }
  writeColumns(properties, table.schema.columns);
  table.schema.watermarks.forEach(({ column, expression }, i) => {
    const prefix = `${PREFIX}schema.watermark.${i}.`;
    const type = table.schema.columns.find((one) => one.name === column)?.type;
    properties[`${prefix}rowtime`] = column;
    properties[`${prefix}strategy.expr`] = expression;
    properties[`${prefix}strategy.data-type`] = type === undefined ? 'TIMESTAMP(3)' : serializeType(type);
  });
  const key = table.schema.primaryKey;
  if (key !== undefined) {
    properties[`${PREFIX}schema.primary-key.name`] = key.name ?? `PK_${key.columns.join('_')}`;
    properties[`${PREFIX}schema.primary-key.columns`] = key.columns.join(',');
  }
  table.partitionKeys.forEach((name, i) => {
    properties[`${PREFIX}partition.keys.${i}.name`] = name;
  });
  return properties;
}

export function viewProperties(view: CatalogView): Properties {
  const properties: Properties = {};
  writeColumns(
    properties,
    view.columns.map(({ name, type }) => ({ kind: 'physical', name, type })),
  );
  return properties;
}

function writeColumns(properties: Properties, columns: readonly TableColumn[]): void {
  columns.forEach((column, i) => {
    const prefix = `${PREFIX}schema.${i}.`;
    properties[`${prefix}name`] = column.name;
    properties[`${prefix}data-type`] = serializeType(column.type);
    if (column.kind === 'computed') {
      properties[`${prefix}expr`] = column.expression;
    }
    if (column.kind === 'metadata') {
      properties[`${prefix}metadata`] = column.key ?? column.name;
      properties[`${prefix}virtual`] = String(column.virtual);
    }
    if (column.comment !== undefined) {
      properties[`${prefix}comment`] = column.comment;
    }
  });
}

/** Whether properties hold a schema of this layout. */
export function hasFlinkSchema(properties: Readonly<Properties>): boolean {
  return properties[`${PREFIX}schema.0.name`] !== undefined;
}

export interface EntryTexts {
  readonly comment: string | undefined;
  /** Of a view. */
  readonly originalQuery?: string | undefined;
  readonly expandedQuery?: string | undefined;
}

/** The reverse of `tableProperties` and `viewProperties`; with a query it is a view. */
export function entryOfProperties(properties: Readonly<Properties>, texts: EntryTexts): CatalogEntry {
  const columns = readColumns(properties);
  const { comment, originalQuery, expandedQuery } = texts;
  if (expandedQuery !== undefined) {
    return {
      kind: 'view',
      originalQuery: originalQuery ?? expandedQuery,
      expandedQuery,
      columns: columns.map(({ name, type }) => ({ name, type })),
      ...(comment === undefined ? {} : { comment }),
    };
  }
  const primaryKey = readPrimaryKey(properties);
  return {
    kind: 'table',
    schema: { columns, watermarks: readWatermarks(properties), ...(primaryKey === undefined ? {} : { primaryKey }) },
    partitionKeys: readList(properties, (i) => `${PREFIX}partition.keys.${i}.name`),
    options: readOptions(properties),
    ...(comment === undefined ? {} : { comment }),
  };
}

function readColumns(properties: Readonly<Properties>): TableColumn[] {
  return readList(properties, (i) => `${PREFIX}schema.${i}.name`).map((name, i) => {
    const field = (key: string): string | undefined => properties[`${PREFIX}schema.${i}.${key}`];
    const comment = field('comment');
    const type = parseTypeText(field('data-type') ?? 'STRING');
    const more = comment === undefined ? {} : { comment };
    const [expression, metadata] = [field('expr'), field('metadata')];
    if (expression !== undefined) {
      return { kind: 'computed', name, expression, type: withProctime(type, expression), ...more };
    }
    if (metadata !== undefined) {
      const key = metadata === name ? {} : { key: metadata };
      return { kind: 'metadata', name, type, ...key, virtual: field('virtual') === 'true', ...more };
    }
    return { kind: 'physical', name, type, ...more };
  });
}

/** The text of a type says nothing of time attributes, but this function always gives one. */
function withProctime(type: LogicalType, expression: string): LogicalType {
  return type.kind === 'TIMESTAMP_LTZ' && /^PROCTIME\(\s*\)$/i.test(expression.trim())
    ? { ...type, attribute: 'proctime' }
    : type;
}

function readWatermarks(properties: Readonly<Properties>): WatermarkSpec[] {
  return readList(properties, (i) => `${PREFIX}schema.watermark.${i}.rowtime`).map((column, i) => ({
    column,
    expression: properties[`${PREFIX}schema.watermark.${i}.strategy.expr`] ?? column,
  }));
}

function readPrimaryKey(properties: Readonly<Properties>): PrimaryKey | undefined {
  const columns = properties[`${PREFIX}schema.primary-key.columns`]?.split(',');
  const name = properties[`${PREFIX}schema.primary-key.name`];
  return columns && { columns, ...(name === undefined ? {} : { name }) };
}

const NOT_OPTIONS = /^(schema\.|partition\.keys\.\d+\.name$|comment$)/;

function readOptions(properties: Readonly<Properties>): Record<string, string> {
  const options: Record<string, string> = {};
  for (const [key, value] of Object.entries(properties)) {
    const name = key.slice(PREFIX.length);
    if (key.startsWith(PREFIX) && !NOT_OPTIONS.test(name)) {
      options[name] = value;
    }
  }
  return options;
}

function readList(properties: Readonly<Properties>, keyOf: (index: number) => string): string[] {
  const found: string[] = [];
  for (let value = properties[keyOf(0)]; value !== undefined; value = properties[keyOf(found.length)]) {
    found.push(value);
  }
  return found;
}
