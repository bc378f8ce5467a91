/**
 * The ways back up: expressions hold queries, queries hold tables and expressions. The files below `binder.ts` call
 * each other through these, so that none of them imports what imports it.
 */
import type { Expression } from '@riffle/plan';
import type { ExpressionNode } from '../ast/expressions.ts';
import type { Path } from '../ast/node.ts';
import type { Hint, QueryNode, TableReference } from '../ast/queries.ts';
import type { LogicalNode } from '../logical/node.ts';
import type { BoundTable, FromOptions } from './bound-table.ts';
import type { BindContext } from './context.ts';
import type { ExpressionScope } from './expression-scope.ts';
import type { Scope } from './scope.ts';

export interface BinderEntries {
  expression(scope: ExpressionScope, node: ExpressionNode): Expression;
  query(context: BindContext, query: QueryNode, outer: Scope | undefined): LogicalNode;
  table(context: BindContext, ref: TableReference, options: FromOptions): BoundTable;
  tablePath(context: BindContext, path: Path, hints: readonly Hint[]): NamedNode | undefined;
}

/** A table and the names it goes by. */
export interface NamedNode {
  readonly node: LogicalNode;
  readonly relation: readonly string[];
}

/** Binds an expression. What is wrong is reported, and a stand-in given, so that binding goes on. */
export function bindExpression(scope: ExpressionScope, node: ExpressionNode): Expression {
  return scope.context.entries.expression(scope, node);
}

export function bindAll(scope: ExpressionScope, nodes: readonly ExpressionNode[]): Expression[] {
  return nodes.map((node) => bindExpression(scope, node));
}

/** Binds a query. `outer` is the scope of the query around, when there is one. */
export function bindQuery(context: BindContext, query: QueryNode, outer?: Scope): LogicalNode {
  return context.entries.query(context, query, outer);
}

/** A table, view or WITH query by name; undefined after reporting that it is unknown. */
export function bindTablePath(context: BindContext, path: Path, hints: readonly Hint[]): NamedNode | undefined {
  return context.entries.tablePath(context, path, hints);
}

export function bindFrom(context: BindContext, ref: TableReference, options: FromOptions): BoundTable {
  return context.entries.table(context, ref, options);
}
