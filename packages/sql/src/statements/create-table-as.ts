/** CREATE TABLE … AS: the table the query describes, and the insert that fills it. */
import type { CatalogOperation, CatalogTable, TableColumn } from '@riffle/plan';
import type { CreateTable } from '../ast/table-statements.ts';
import { withoutAttribute } from '../binder/casts.ts';
import { type BindContext, isErrorNode } from '../binder/context.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import { bindQuery } from '../binder/recursion.ts';
import { nodes } from '../logical/build.ts';
import { identity, literal } from '../logical/expressions.ts';
import type { LogicalSink } from '../logical/node.ts';
import { checkNewObject, tableOf } from './create-table.ts';
import { makeSink, persistedColumns } from './insert.ts';

export interface CreateTableAs {
  readonly operation: CatalogOperation;
  readonly sink: LogicalSink;
}

export function bindCreateTableAs(context: BindContext, statement: CreateTable): CreateTableAs | undefined {
  if (statement.query === undefined) {
    return undefined;
  }
  const id = resolveIdentifier(context, statement.table);
  const isThere = context.env.catalog.find(id) !== undefined;
  if (isThere && statement.mode === 'create' && !statement.ifNotExists) {
    context.report('already-exists', `There is already a table or view "${id.object}".`, statement.table.span);
  }
  const node = bindQuery(context, statement.query);
  if (!checkNewObject(context, id, statement.table.span) || isErrorNode(node)) {
    return undefined;
  }
  const elements = statement.elements.filter((element) => element.kind !== 'column-name');
  const table = withQueryColumns(context, statement, elements, node.output);
  const persisted = persistedColumns(table);
  const columns = identity(node.output);
  const expressions = persisted.map((column) => {
    const at = node.output.findIndex((field) => field.name === column.name);
    return columns[at] ?? literal(null, column.type);
  });
  const input = nodes.project(
    node,
    expressions,
    persisted.map((column) => column.name),
  );
  const sink = makeSink(context, {
    id,
    table,
    options: table.options,
    span: statement.table.span,
    input,
    overwrite: false,
  });
  const { ifNotExists, temporary } = statement;
  const replace = statement.mode !== 'create';
  return sink === undefined
    ? undefined
    : { operation: { kind: 'create-table', id, table, ifNotExists, temporary, replace }, sink };
}

/** The columns only CREATE names come first, then the query's; a list of bare names reorders the query's. */
function withQueryColumns(
  context: BindContext,
  statement: CreateTable,
  elements: CreateTable['elements'],
  output: LogicalSink['output'],
): CatalogTable {
  const order = statement.elements.flatMap((element) => (element.kind === 'column-name' ? [element.name.name] : []));
  const fromQuery = output.map(
    (field): TableColumn => ({ kind: 'physical', name: field.name, type: withoutAttribute(field.type) }),
  );
  for (const name of order) {
    if (!fromQuery.some((column) => column.name === name)) {
      context.report('unknown-column', `The query gives no column "${name}".`, statement.span);
    }
  }
  const sorted =
    order.length === 0 ? fromQuery : order.flatMap((name) => fromQuery.find((column) => column.name === name) ?? []);
  const own = elements.flatMap((element) =>
    element.kind === 'physical-column' ? [element.name.parts[0]?.name ?? ''] : [],
  );
  const inherited = sorted.filter((column) => !own.includes(column.name));
  const declared = tableOf(
    context,
    { ...statement, elements },
    {
      schema: { columns: inherited, watermarks: [] },
      options: {},
      partitionKeys: [],
      overwrites: () => false,
    },
  );
  const first = declared.schema.columns.filter((column) => !inherited.some((other) => other.name === column.name));
  const rest = declared.schema.columns.filter((column) => inherited.some((other) => other.name === column.name));
  return { ...declared, schema: { ...declared.schema, columns: [...first, ...rest] } };
}
