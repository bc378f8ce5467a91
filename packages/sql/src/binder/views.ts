import { type CatalogView, formatIdentifier, type ObjectIdentifier, type Span } from '@riffle/plan';
import { nodes } from '../logical/build.ts';
import { input } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import { castTo } from './casts.ts';
import { type BindContext, errorNode, isErrorNode } from './context.ts';
import { bindQuery } from './recursion.ts';
import { reparseQuery } from './reparse.ts';

/** A view's query in place of its name, with the column names the view gives them. */
export function bindView(context: BindContext, id: ObjectIdentifier, view: CatalogView, span: Span): LogicalNode {
  const name = formatIdentifier(id);
  if (context.viewsOpen.includes(name)) {
    context.report('recursive-view', `The view ${name} reads itself.`, span);
    return errorNode();
  }
  context.reads.set(name, id);
  const query = reparseQuery(view.expandedQuery);
  if (query === undefined) {
    context.report('broken-view', `The query of the view ${name} cannot be read any more.`, span);
    return errorNode();
  }
  context.viewsOpen.push(name);
  const before = context.commonTables;
  context.commonTables = [];
  const node = context.at(span, () => bindQuery(context, query));
  context.commonTables = before;
  context.viewsOpen.pop();
  if (isErrorNode(node) || view.columns.length !== node.output.length) {
    return isErrorNode(node) ? node : mismatch(context, name, span);
  }
  const columns = node.output.map((field, i) => castTo(input(i, field.type), view.columns[i]?.type ?? field.type));
  return nodes.project(
    node,
    columns,
    view.columns.map((column) => column.name),
  );
}

function mismatch(context: BindContext, name: string, span: Span): LogicalNode {
  context.report(
    'broken-view',
    `The view ${name} has other columns than its query now gives: a table it reads has changed.`,
    span,
    {
      hint: 'Create the view again.',
    },
  );
  return errorNode();
}
