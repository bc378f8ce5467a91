/** Tables of a FROM clause: their plan and what names reach their columns. */
import type { TableAlias } from '../ast/queries.ts';
import type { LogicalNode } from '../logical/node.ts';
import { type BindContext, isErrorNode } from './context.ts';
import type { StateTtlHints } from './hints.ts';
import type { Scope, ScopeColumn } from './scope.ts';

export interface FromOptions {
  readonly outer: Scope | undefined;
  readonly ttl: StateTtlHints;
}

export interface BoundTable {
  readonly node: LogicalNode;
  readonly scope: Scope;
}

interface Naming {
  readonly relation: readonly string[];
  readonly alias: TableAlias | undefined;
}

/** The node as a table of the FROM clause, under its alias when there is one. */
export function named(context: BindContext, node: LogicalNode, naming: Naming): BoundTable {
  const relation = naming.alias === undefined ? naming.relation : [naming.alias.name.name];
  if (isErrorNode(node)) {
    return { node, scope: { columns: [], broken: true } };
  }
  const columns = node.output.map((field): ScopeColumn => ({ name: field.name, type: field.type, relation }));
  return { node, scope: { columns: renamed(context, columns, naming.alias) } };
}

export function renamed(
  context: BindContext,
  columns: readonly ScopeColumn[],
  alias: TableAlias | undefined,
): readonly ScopeColumn[] {
  if (alias === undefined || alias.columns.length === 0) {
    return columns;
  }
  if (alias.columns.length !== columns.length) {
    context.report(
      'column-count',
      `The alias names ${alias.columns.length} column(s), but "${alias.name.name}" has ${columns.length}.`,
      alias.span,
    );
    return columns;
  }
  return columns.map((column, i) => ({ ...column, name: alias.columns[i]?.name ?? column.name }));
}

/** The joined columns under their tables' names; what an outer join may pad is nullable. */
export function joinScope(node: LogicalNode, columns: readonly ScopeColumn[], merged: readonly number[]): Scope {
  return {
    columns: node.output.map((field, i): ScopeColumn => {
      const column = columns[i] ?? { name: field.name, relation: [] };
      const base = { name: column.name, type: field.type, relation: column.relation };
      return merged.includes(i) || ('merged' in column && column.merged) ? { ...base, merged: true } : base;
    }),
  };
}
