/** CREATE VIEW and ALTER VIEW. */
import type { CatalogOperation, CatalogView } from '@riffle/plan';
import type { Identifier } from '../ast/node.ts';
import type { QueryNode } from '../ast/queries.ts';
import type { AlterView, CreateView } from '../ast/table-statements.ts';
import { type BindContext, isErrorNode } from '../binder/context.ts';
import { reportUnknownTable } from '../binder/from.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import { bindQuery } from '../binder/recursion.ts';
import { checkNewObject } from './create-table.ts';
import { expandColumns } from './expand-columns.ts';
import { expandNames } from './expand-names.ts';

export function bindCreateView(context: BindContext, statement: CreateView): CatalogOperation | undefined {
  const id = resolveIdentifier(context, statement.view);
  const view = checkNewObject(context, id, statement.view.span)
    ? viewOf(context, statement.query, statement.columns)
    : undefined;
  if (view === undefined) {
    return undefined;
  }
  const { ifNotExists, temporary } = statement;
  const commented = statement.comment === undefined ? view : { ...view, comment: statement.comment.value };
  return { kind: 'create-view', id, view: commented, ifNotExists, temporary, replace: statement.orReplace };
}

function viewOf(context: BindContext, query: QueryNode, names: readonly Identifier[]): CatalogView | undefined {
  const node = bindQuery(context, query);
  if (isErrorNode(node) || context.failed) {
    return undefined;
  }
  if (names.length > 0 && names.length !== node.output.length) {
    context.report(
      'column-count',
      `The view names ${names.length} column(s), but its query gives ${node.output.length}.`,
      query.span,
    );
    return undefined;
  }
  const originalQuery = context.text.slice(query.span.start, query.span.end);
  return {
    kind: 'view',
    originalQuery,
    expandedQuery: expandColumns(context, query) ?? expandNames(context, query),
    columns: node.output.map((field, i) => ({
      name: names[i]?.name ?? field.name,
      type: field.type,
    })),
  };
}

export function bindAlterView(context: BindContext, statement: AlterView): CatalogOperation | undefined {
  const id = resolveIdentifier(context, statement.view);
  const entry = context.env.catalog.find(id);
  if (entry?.kind !== 'view') {
    if (statement.ifExists) {
      return { kind: 'nothing' };
    }
    reportUnknownTable(context, statement.view, id);
    return undefined;
  }
  const { action } = statement;
  switch (action.kind) {
    case 'rename-to':
      return { kind: 'rename-view', id, newName: action.to.parts.at(-1)?.name ?? '', ifExists: statement.ifExists };
    case 'set-query': {
      const view = viewOf(context, action.query, []);
      return view === undefined ? undefined : { kind: 'alter-view', id, view };
    }
    default:
      context.notSupported('options of views', action.span);
      return undefined;
  }
}
