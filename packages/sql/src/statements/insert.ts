/** INSERT: the query's columns put in the sink's order, cast to its types. */
import { formatType, type LogicalType, type RowField, types, withNullability } from '@riffle/columns';
import { isImplicit } from '@riffle/functions';
import {
  type CatalogTable,
  type ConnectorDefinition,
  type Expression,
  formatIdentifier,
  type ObjectIdentifier,
  type Span,
  type TableColumn,
} from '@riffle/plan';
import type { Insert } from '../ast/data-statements.ts';
import { castTo, sameType } from '../binder/casts.ts';
import { type BindContext, isErrorExpression, isErrorNode } from '../binder/context.ts';
import { reportUnknownTable } from '../binder/from.ts';
import { optionHints } from '../binder/hints.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import { bindExpression, bindQuery } from '../binder/recursion.ts';
import { findConnector, formatOf, physicalFields, reportOptionProblems } from '../binder/tables.ts';
import { checkOptions } from '../compile/options.ts';
import { nodes } from '../logical/build.ts';
import { input, literal } from '../logical/expressions.ts';
import type { LogicalNode, LogicalSink } from '../logical/node.ts';

export function bindInsert(context: BindContext, insert: Insert): LogicalSink | undefined {
  const id = resolveIdentifier(context, insert.table);
  const entry = context.env.catalog.find(id);
  const node = bindQuery(context, insert.query);
  if (entry === undefined) {
    reportUnknownTable(context, insert.table, id);
    return undefined;
  }
  if (entry.kind === 'view') {
    context.report('not-writable', `${formatIdentifier(id)} is a view and cannot be written to.`, insert.table.span);
    return undefined;
  }
  if (insert.mode === 'UPSERT' || insert.extend.length > 0) {
    context.notSupported(insert.mode === 'UPSERT' ? 'UPSERT INTO' : 'columns declared in INSERT', insert.span);
  }
  if (insert.mode === 'OVERWRITE' && context.env.mode === 'streaming') {
    context.report('overwrite-in-streaming', 'INSERT OVERWRITE only works in batch mode.', insert.span, {
      hint: "SET 'execution.runtime-mode' = 'batch', or use INSERT INTO.",
    });
  }
  if (isErrorNode(node)) {
    return undefined;
  }
  const target: SinkTarget = {
    id,
    table: entry,
    options: { ...entry.options, ...optionHints(context, insert.hints) },
    span: insert.table.span,
  };
  const placed = placeColumns(context, insert, target, node);
  return placed === undefined
    ? undefined
    : makeSink(context, { ...target, input: placed, overwrite: insert.mode === 'OVERWRITE' });
}

export interface SinkTarget {
  readonly id: ObjectIdentifier;
  readonly table: CatalogTable;
  readonly options: Readonly<Record<string, string>>;
  readonly span: Span;
}

/** The columns INSERT fills: not the computed ones, not virtual metadata. */
export function persistedColumns(table: CatalogTable): readonly TableColumn[] {
  return table.schema.columns.filter(
    (column) => column.kind === 'physical' || (column.kind === 'metadata' && !column.virtual),
  );
}

/** Every persisted column with what fills it: a column of the query, a PARTITION value, NULL. */
function placeColumns(
  context: BindContext,
  insert: Insert,
  target: SinkTarget,
  node: LogicalNode,
): LogicalNode | undefined {
  const columns = persistedColumns(target.table);
  const statics = staticPartitions(context, insert, columns);
  const named = namedColumns(context, insert, columns, statics);
  if (named === undefined) {
    return undefined;
  }
  const dynamic = named ?? columns.filter((column) => !statics.has(column.name));
  if (dynamic.length !== node.output.length) {
    reportMismatch(context, insert, { target, node, columns: dynamic, cause: 'Different number of columns.' });
    return undefined;
  }
  const filled = columns.map((column): Expression => {
    const given = statics.get(column.name);
    const at = dynamic.indexOf(column);
    const field = node.output[at];
    return given ?? (field === undefined ? literal(null, withNullability(column.type, true)) : input(at, field.type));
  });
  const wrong = columns.findIndex((column, i) => !fits(filled[i]?.type, column.type));
  if (wrong !== -1) {
    const column = columns[wrong];
    const cause = `Incompatible types for sink column '${column?.name}' at position ${wrong}.`;
    reportMismatch(context, insert, { target, node, columns: dynamic, cause });
    return undefined;
  }
  const casted = columns.map((column, i) => sinkCast(filled[i] ?? literal(null, column.type), column.type));
  return nodes.project(
    node,
    casted,
    columns.map((column) => column.name),
  );
}

function staticPartitions(
  context: BindContext,
  insert: Insert,
  columns: readonly TableColumn[],
): ReadonlyMap<string, Expression> {
  const statics = new Map<string, Expression>();
  for (const entry of insert.partition?.entries ?? []) {
    const column = columns.find((candidate) => candidate.name === entry.column.name);
    if (column === undefined) {
      context.reportUnknown({
        code: 'unknown-column',
        message: `The table has no partition column "${entry.column.name}"`,
        span: entry.column.span,
        name: entry.column.name,
        candidates: columns.map((candidate) => candidate.name),
      });
      continue;
    }
    if (entry.value === undefined) {
      continue;
    }
    const value = bindExpression({ context, scope: { columns: [] }, clause: 'PARTITION' }, entry.value);
    if (!isErrorExpression(value)) {
      statics.set(column.name, castTo(value, column.type, 'cast'));
    }
  }
  return statics;
}

/** The columns `INSERT INTO t (a, b)` names, else all that PARTITION does not fill; undefined after an error. */
function namedColumns(
  context: BindContext,
  insert: Insert,
  columns: readonly TableColumn[],
  statics: ReadonlyMap<string, Expression>,
): readonly TableColumn[] | undefined {
  if (insert.columns.length === 0) {
    return columns.filter((column) => !statics.has(column.name));
  }
  const named: TableColumn[] = [];
  let failed = false;
  for (const path of insert.columns) {
    const name = path.parts[0]?.name ?? '';
    const column = columns.find((candidate) => candidate.name === name);
    if (path.parts.length > 1) {
      context.notSupported('nested columns in INSERT', path.span);
      failed = true;
    } else if (column === undefined) {
      failed = true;
      context.reportUnknown({
        code: 'unknown-column',
        message: `The sink has no column "${name}" to insert into`,
        span: path.span,
        name,
        candidates: columns.map((candidate) => candidate.name),
      });
    } else if (named.includes(column)) {
      failed = true;
      context.report('duplicate-column', `The column "${name}" is named twice.`, path.span);
    } else {
      named.push(column);
    }
  }
  const missing = columns.find(
    (column) => !named.includes(column) && !statics.has(column.name) && !column.type.nullable,
  );
  if (missing !== undefined && !failed) {
    context.report(
      'missing-column',
      `The column "${missing.name}" is NOT NULL and must be given a value.`,
      insert.columns[0]?.span ?? insert.span,
    );
    failed = true;
  }
  return failed ? undefined : named;
}

function fits(from: LogicalType | undefined, to: LogicalType): boolean {
  return from !== undefined && isImplicit(from, withNullability(to, true));
}

/** Length limits of strings and bytes are the sink's affair (`table.exec.sink.type-length-enforcer`), not a cast's. */
function sinkCast(expression: Expression, type: LogicalType): Expression {
  const kinds = [expression.type.kind, type.kind].sort().join();
  const onlyLength = [
    'CHAR,CHAR',
    'CHAR,VARCHAR',
    'VARCHAR,VARCHAR',
    'BINARY,BINARY',
    'BINARY,VARBINARY',
    'VARBINARY,VARBINARY',
  ];
  if (sameType(expression.type, type)) {
    return expression;
  }
  if (expression.kind === 'literal' && expression.value === null) {
    return literal(null, withNullability(type, true));
  }
  return onlyLength.includes(kinds) && expression.kind !== 'literal' ? expression : castTo(expression, type);
}

interface Mismatch {
  readonly target: SinkTarget;
  readonly node: LogicalNode;
  readonly columns: readonly TableColumn[];
  readonly cause: string;
}

function reportMismatch(context: BindContext, insert: Insert, mismatch: Mismatch): void {
  const list = (fields: readonly { name: string; type: LogicalType }[]): string =>
    `[${fields.map((field) => `${field.name}: ${formatType(field.type)}`).join(', ')}]`;
  const name = formatIdentifier(mismatch.target.id).replaceAll('`', '');
  context.report(
    'sink-mismatch',
    `Column types of query result and sink for '${name}' do not match. Cause: ${mismatch.cause} Query schema: ${list(mismatch.node.output)}. Sink schema: ${list(mismatch.columns)}.`,
    insert.query.span,
    { hint: 'Change the SELECT list, name the columns after the table, or CAST.' },
  );
}

interface SinkRequest extends SinkTarget {
  /** Gives the persisted columns in declared order. */
  readonly input: LogicalNode;
  readonly overwrite: boolean;
}

export function makeSink(context: BindContext, request: SinkRequest): LogicalSink | undefined {
  const { id, table, options, span } = request;
  const connector = findConnector(context, id, options, span);
  if (connector === undefined) {
    return undefined;
  }
  if (connector.sink === undefined) {
    context.report(
      'not-writable',
      `The table ${formatIdentifier(id)} cannot be written: the connector "${connector.identifier}" only reads.`,
      span,
    );
    return undefined;
  }
  reportOptionProblems(context, id, checkOptions(context.env.connectors, connector, options), span);
  const persisted = persistedColumns(table);
  const order = [
    ...persisted.filter((column) => column.kind === 'physical'),
    ...persisted.filter((column) => column.kind === 'metadata'),
  ];
  const primaryKey = table.schema.primaryKey?.columns ?? [];
  const metadata = sinkMetadata(context, connector, request);
  const expressions = order.map((column): Expression => {
    const at = persisted.indexOf(column);
    const source = input(at, request.input.output[at]?.type ?? types.null());
    const entry = column.kind === 'metadata' ? metadata.find((m) => m.name === column.name) : undefined;
    return entry === undefined ? source : castTo(source, entry.type, 'cast');
  });
  const output: RowField[] = order.map((column) => ({ name: column.name, type: column.type }));
  return {
    kind: 'sink',
    input: nodes.project(
      request.input,
      expressions,
      order.map((column) => column.name),
    ),
    id,
    table,
    connector,
    options,
    physicalColumns: physicalFields(table.schema.columns),
    metadata: metadata.map(({ key, type }) => ({ key, type })),
    primaryKey: primaryKey.map((name) => order.findIndex((column) => column.name === name)).filter((i) => i >= 0),
    overwrite: request.overwrite,
    accepts: connector.sink({ options, primaryKey, partitionKeys: table.partitionKeys }).changelog,
    output,
  };
}

function sinkMetadata(
  context: BindContext,
  connector: ConnectorDefinition,
  request: SinkTarget,
): { name: string; key: string; type: LogicalType }[] {
  const available = [...connector.metadata, ...(formatOf(context, request.options)?.metadata ?? [])].filter(
    (m) => m.writable,
  );
  return persistedColumns(request.table).flatMap((column) => {
    if (column.kind !== 'metadata') {
      return [];
    }
    const key = column.key ?? column.name;
    const definition = available.find((entry) => entry.key === key);
    if (definition === undefined) {
      context.report(
        'unknown-metadata',
        `The connector "${connector.identifier}" cannot write the metadata "${key}" of the column "${column.name}".`,
        request.span,
        {
          hint: `Declare the column VIRTUAL, or use one of: ${available.map((entry) => entry.key).join(', ')}.`,
        },
      );
      return [];
    }
    return [{ name: column.name, key, type: definition.type }];
  });
}
