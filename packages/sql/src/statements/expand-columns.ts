/** A view's query over one table in Flink's words: `*` spelled out, every column with its table's name. */
import { formatIdentifier, quoteIdentifier } from '@riffle/plan';
import { rewrite, walk } from '../ast/children.ts';
import type { ColumnReference } from '../ast/expressions.ts';
import type { Identifier } from '../ast/node.ts';
import type { GroupByClause, NamedTable, QueryNode, Select, SelectItem } from '../ast/queries.ts';
import type { BindContext } from '../binder/context.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';
import { bindTablePath } from '../binder/recursion.ts';
import { printNode } from '../printer/print.ts';
import { canonicalFunctions } from './canonical.ts';

/** Undefined where the query is more than that: then its text is kept as it is but for the tables' names. */
export function expandColumns(context: BindContext, query: QueryNode): string | undefined {
  const select = plainSelect(query);
  const from = select?.from;
  if (select === undefined || from?.kind !== 'named-table' || !isPlainTable(from)) {
    return undefined;
  }
  const columns = bindTablePath(context, from.path, [])?.node.output.map((field) => field.name) ?? [];
  const relation = from.alias?.name ?? from.path.parts.at(-1);
  if (relation === undefined || columns.length === 0) {
    return undefined;
  }
  const qualified = qualify(canonicalFunctions(select), relation, columns);
  if (qualified === undefined) {
    return undefined;
  }
  const { where, groupBy, having } = qualified;
  return [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${qualified.items.map((item) => printNode(item)).join(', ')}`,
    `FROM ${formatIdentifier(resolveIdentifier(context, from.path))} AS ${quoteIdentifier(relation.name)}`,
    ...(where === undefined ? [] : [`WHERE ${printNode(where)}`]),
    ...(groupBy === undefined ? [] : [printNode(groupBy)]),
    ...(having === undefined ? [] : [`HAVING ${printNode(having)}`]),
  ].join('\n');
}

function plainSelect(query: QueryNode): Select | undefined {
  const { body } = query;
  const isWhole = query.with === undefined && query.orderBy.length === 0 && (query.offset ?? query.limit) === undefined;
  return body.kind === 'select' && isWhole && isPlain(body) ? body : undefined;
}

/** Without sub-queries, and with a name of its own for every column. */
function isPlain(select: Select): boolean {
  const isNamed = ({ expression, alias }: SelectItem): boolean =>
    alias !== undefined || expression.kind === 'star' || expression.kind === 'column-reference';
  let subQueries = 0;
  walk(select, (node) => {
    subQueries += node.kind === 'query' ? 1 : 0;
  });
  const hasMore = select.hints.length > 0 || select.windows.length > 0 || select.qualify !== undefined;
  return subQueries === 0 && !hasMore && select.items.every(isNamed);
}

function isPlainTable(table: NamedTable): boolean {
  const { alias, hints, systemTime, sample } = table;
  return hints.length === 0 && (systemTime ?? sample) === undefined && (alias?.columns.length ?? 0) === 0;
}

type Clauses = Pick<Select, 'items' | 'where' | 'having'> & { readonly groupBy?: GroupByClause | undefined };

/** The clauses with columns as `relation`.`column`; undefined when a name is none of the table's columns. */
function qualify(select: Select, relation: Identifier, columns: readonly string[]): Clauses | undefined {
  let isKnown = true;
  const reference = (node: ColumnReference): ColumnReference => {
    const [first, second, ...more] = node.parts;
    if (first !== undefined && second === undefined && columns.includes(first.name)) {
      return { ...node, parts: [relation, first] };
    }
    const isQualified = first?.name === relation.name && columns.includes(second?.name ?? '') && more.length === 0;
    isKnown &&= isQualified;
    return node;
  };
  const { items, ...rest } = rewrite(select, (node) => (node.kind === 'column-reference' ? reference(node) : node));
  return isKnown ? { ...rest, items: items.flatMap((item) => spellOut(item, relation, columns)) } : undefined;
}

function spellOut(item: SelectItem, relation: Identifier, columns: readonly string[]): readonly SelectItem[] {
  if (item.expression.kind !== 'star') {
    return [item];
  }
  const { span } = item;
  return columns.map((name) => ({
    ...item,
    expression: { kind: 'column-reference', parts: [relation, { kind: 'identifier', name, span }], span },
  }));
}
