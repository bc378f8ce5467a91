import { serializeType } from '@riffle/columns';
import {
  type CatalogTable,
  type CatalogView,
  formatIdentifier,
  type ObjectIdentifier,
  quoteIdentifier,
  type TableColumn,
} from '@riffle/plan';

/** The statements that would make what a catalog holds, as SHOW CREATE prints them. */

const INDENT = '  ';

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function createTableText(id: ObjectIdentifier, table: CatalogTable, temporary: boolean): string {
  const parts = [
    `CREATE ${temporary ? 'TEMPORARY ' : ''}TABLE ${formatIdentifier(id)} (\n${schemaText(table)}\n)`,
    ...commentText(table.comment),
    ...distributionText(table),
    ...(table.partitionKeys.length === 0 ? [] : [`PARTITIONED BY (${nameList(table.partitionKeys)})`]),
    ...withText(table.options),
  ];
  return parts.join('\n');
}

export function createViewText(id: ObjectIdentifier, view: CatalogView, temporary: boolean): string {
  const columns = view.columns.map((column) => INDENT + quoteIdentifier(column.name)).join(',\n');
  return [
    `CREATE ${temporary ? 'TEMPORARY ' : ''}VIEW ${formatIdentifier(id)} (\n${columns}\n)`,
    ...commentText(view.comment),
    `AS ${view.expandedQuery}`,
  ].join('\n');
}

export function createCatalogText(
  name: string,
  catalog: { comment?: string | undefined; options: Readonly<Record<string, string>> },
): string {
  return [
    `CREATE CATALOG ${quoteIdentifier(name)}`,
    ...commentText(catalog.comment),
    ...withText(catalog.options),
  ].join('\n');
}

function schemaText({ schema }: CatalogTable): string {
  const lines = schema.columns.map(columnText);
  for (const { column, expression } of schema.watermarks) {
    lines.push(`WATERMARK FOR ${quoteIdentifier(column)} AS ${expression}`);
  }
  if (schema.primaryKey !== undefined) {
    const { columns, name = `PK_${columns.join('_')}` } = schema.primaryKey;
    lines.push(`CONSTRAINT ${quoteIdentifier(name)} PRIMARY KEY (${nameList(columns)}) NOT ENFORCED`);
  }
  return lines.map((line) => INDENT + line).join(',\n');
}

function columnText(column: TableColumn): string {
  const extras = columnExtras(column);
  const type = column.kind === 'computed' ? [] : [serializeType(column.type)];
  const comment = commentText(column.comment);
  return [quoteIdentifier(column.name), ...type, ...(extras === '' ? [] : [extras]), ...comment].join(' ');
}

/** What a column is besides its type: `AS PROCTIME()`, `METADATA FROM 'timestamp' VIRTUAL`. */
export function columnExtras(column: TableColumn): string {
  switch (column.kind) {
    case 'physical':
      return '';
    case 'computed':
      return `AS ${column.expression}`;
    case 'metadata': {
      const from = column.key === undefined ? '' : ` FROM ${quoteText(column.key)}`;
      return `METADATA${from}${column.virtual ? ' VIRTUAL' : ''}`;
    }
  }
}

function distributionText({ distribution }: CatalogTable): string[] {
  if (distribution === undefined) {
    return [];
  }
  const kind = distribution.kind === 'unknown' ? '' : distribution.kind.toUpperCase();
  const columns = distribution.columns.length === 0 ? '' : ` BY ${kind}(${nameList(distribution.columns)})`;
  const buckets = distribution.buckets === undefined ? '' : ` INTO ${distribution.buckets} BUCKETS`;
  return [`DISTRIBUTED${columns}${buckets}`];
}

function commentText(comment: string | undefined): string[] {
  return comment === undefined || comment === '' ? [] : [`COMMENT ${quoteText(comment)}`];
}

function withText(options: Readonly<Record<string, string>>): string[] {
  const entries = Object.keys(options)
    .sort()
    .map((key) => `${INDENT}${quoteText(key)} = ${quoteText(shownValue(key, options[key] ?? ''))}`);
  return entries.length === 0 ? [] : [`WITH (\n${entries.join(',\n')}\n)`];
}

const SECRET =
  /password|secret|fs\.azure\.account\.key|apikey|api-key|auth-params|service-key|token|basic-auth|jaas\.config|http-headers/i;

/** Values of keys that hold secrets are not shown. */
export function shownValue(key: string, value: string): string {
  return SECRET.test(key) ? '******' : value;
}

function nameList(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ');
}
