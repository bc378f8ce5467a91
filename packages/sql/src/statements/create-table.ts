/** CREATE TABLE, plain and LIKE. */
import type { CatalogOperation, CatalogTable, Distribution, ObjectIdentifier } from '@riffle/plan';
import type { DistributionNode, LikeClause, LikeOption, PropertyNode } from '../ast/table-elements.ts';
import type { CreateTable } from '../ast/table-statements.ts';
import type { BindContext } from '../binder/context.ts';
import { reportUnknownTable } from '../binder/from.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import { checkOptions } from '../compile/options.ts';
import { type BaseSchema, buildSchema, emptySchema } from './schema-builder.ts';

/** `'k' = 'v'` pairs; a key given twice is reported. */
export function bindProperties(context: BindContext, properties: readonly PropertyNode[]): Record<string, string> {
  const options: Record<string, string> = {};
  for (const { key, value } of properties) {
    if (Object.hasOwn(options, key.value)) {
      context.report('duplicate-option', `The option '${key.value}' is given twice.`, key.span);
    }
    options[key.value] = value.value;
  }
  return options;
}

export function bindCreateTable(context: BindContext, statement: CreateTable): CatalogOperation | undefined {
  const id = resolveIdentifier(context, statement.table);
  if (!checkNewObject(context, id, statement.table.span)) {
    return undefined;
  }
  const like = statement.like === undefined ? undefined : bindLike(context, statement.like);
  if (statement.like !== undefined && like === undefined) {
    return undefined;
  }
  const table = tableOf(context, statement, like);
  warnOfOptions(context, statement, table);
  const { ifNotExists, temporary } = statement;
  return { kind: 'create-table', id, table, ifNotExists, temporary, replace: statement.mode !== 'create' };
}

/** The catalog and database of a new object must be there. */
export function checkNewObject(context: BindContext, id: ObjectIdentifier, span: CreateTable['span']): boolean {
  const { catalog } = context.env;
  if (!catalog.catalogs().includes(id.catalog)) {
    context.report('unknown-catalog', `There is no catalog "${id.catalog}".`, span);
    return false;
  }
  if (catalog.databases(id.catalog)?.includes(id.database) === false) {
    context.report('unknown-database', `There is no database "${id.database}" in catalog "${id.catalog}".`, span);
    return false;
  }
  return true;
}

export interface LikeSource {
  readonly schema: BaseSchema;
  readonly options: Readonly<Record<string, string>>;
  readonly partitionKeys: readonly string[];
  readonly distribution?: Distribution | undefined;
  readonly overwrites: (feature: LikeOption['feature']) => boolean;
}

export function tableOf(context: BindContext, statement: CreateTable, like: LikeSource | undefined): CatalogTable {
  const elements = statement.elements;
  const base = like === undefined ? emptySchema : baseFor(statement, like);
  const schema = buildSchema(context, elements, base);
  const own = bindProperties(context, statement.options);
  const partitions = statement.partitionedBy.map((column) => column.name);
  for (const column of statement.partitionedBy) {
    const declared = schema.columns.find((candidate) => candidate.name === column.name);
    if (declared?.kind !== 'physical' && statement.query === undefined) {
      context.reportUnknown({
        code: 'unknown-column',
        message: `PARTITIONED BY names "${column.name}", which is no physical column of the table`,
        span: column.span,
        name: column.name,
        candidates: schema.columns.filter((c) => c.kind === 'physical').map((c) => c.name),
      });
    }
  }
  const distribution = bindDistribution(statement.distribution) ?? like?.distribution;
  return {
    kind: 'table',
    schema,
    partitionKeys: partitions.length > 0 ? partitions : (like?.partitionKeys ?? []),
    options: { ...like?.options, ...own },
    ...(distribution === undefined ? {} : { distribution }),
    ...(statement.comment === undefined ? {} : { comment: statement.comment.value }),
  };
}

/** OVERWRITING lets the new table's own computed columns and watermarks replace inherited ones. */
function baseFor(statement: CreateTable, like: LikeSource): BaseSchema {
  const names = statement.elements.flatMap((element) =>
    element.kind === 'computed-column' || element.kind === 'metadata-column' ? [element.name.parts[0]?.name ?? ''] : [],
  );
  const replaced = like.schema.columns.filter(
    (column) =>
      !(
        names.includes(column.name) &&
        ((column.kind === 'computed' && like.overwrites('GENERATED')) ||
          (column.kind === 'metadata' && like.overwrites('METADATA')))
      ),
  );
  return { ...like.schema, columns: replaced };
}

export function bindDistribution(node: DistributionNode | undefined): Distribution | undefined {
  if (node === undefined) {
    return undefined;
  }
  const kind = node.method === 'HASH' ? 'hash' : node.method === 'RANGE' ? 'range' : 'unknown';
  const columns = node.columns.map((column) => column.name);
  return { kind, columns, ...(node.buckets === undefined ? {} : { buckets: Number(node.buckets.text) }) };
}

/** What LIKE copies: everything, but for what the options leave out. */
function bindLike(context: BindContext, like: LikeClause): LikeSource | undefined {
  const id = resolveIdentifier(context, like.source);
  const entry = context.env.catalog.find(id);
  if (entry === undefined) {
    reportUnknownTable(context, like.source, id);
    return undefined;
  }
  if (entry.kind === 'view') {
    context.report('like-view', 'LIKE needs a table; this is a view.', like.source.span);
    return undefined;
  }
  const mode = (feature: LikeOption['feature']): LikeOption['mode'] => {
    const own = like.options.find((option) => option.feature === feature);
    const all = like.options.find((option) => option.feature === 'ALL');
    return own?.mode ?? all?.mode ?? (feature === 'OPTIONS' ? 'OVERWRITING' : 'INCLUDING');
  };
  const includes = (feature: LikeOption['feature']): boolean => mode(feature) !== 'EXCLUDING';
  const columns = entry.schema.columns.filter(
    (column) =>
      column.kind === 'physical' ||
      (column.kind === 'computed' && includes('GENERATED')) ||
      (column.kind === 'metadata' && includes('METADATA')),
  );
  const primaryKey = includes('CONSTRAINTS') ? entry.schema.primaryKey : undefined;
  return {
    schema: {
      columns,
      watermarks: includes('WATERMARKS') ? entry.schema.watermarks : [],
      ...(primaryKey === undefined ? {} : { primaryKey }),
    },
    options: includes('OPTIONS') ? entry.options : {},
    partitionKeys: includes('PARTITIONS') ? entry.partitionKeys : [],
    distribution: includes('DISTRIBUTION') ? entry.distribution : undefined,
    overwrites: (feature) => mode(feature) === 'OVERWRITING',
  };
}

/** A table may be made whatever its options say; but a connector that is known can tell now what it will refuse. */
function warnOfOptions(context: BindContext, statement: CreateTable, table: CatalogTable): void {
  const connector = context.env.connectors.connector(table.options['connector'] ?? '');
  if (connector === undefined) {
    return;
  }
  for (const problem of checkOptions(context.env.connectors, connector, table.options)) {
    const property = statement.options.find(({ key }) => key.value === problem.key);
    const span = property?.key.span ?? statement.table.span;
    const { nearest } = problem;
    context.warn({
      code: problem.code,
      message: `${problem.message.charAt(0).toUpperCase()}${problem.message.slice(1)}`,
      span,
      ...(problem.hint === undefined ? {} : { hint: problem.hint }),
      ...(property === undefined || nearest === undefined
        ? {}
        : { fix: { title: `Use '${nearest}'`, span, replacement: `'${nearest}'` } }),
    });
  }
}
