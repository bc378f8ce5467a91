/** A view's query with every table's name in full, so that it means the same in any session. */
import { formatIdentifier } from '@riffle/plan';
import type { Path } from '../ast/node.ts';
import type { QueryNode } from '../ast/queries.ts';
import type { BindContext } from '../binder/context.ts';
import { resolveIdentifier } from '../binder/identifiers.ts';

export function expandNames(context: BindContext, query: QueryNode): string {
  const paths: Path[] = [];
  collect(query, new Set(), paths);
  const { start } = query.span;
  let text = context.text.slice(start, query.span.end);
  for (const path of paths.sort((a, b) => b.span.start - a.span.start)) {
    const full = formatIdentifier(resolveIdentifier(context, path));
    text = `${text.slice(0, path.span.start - start)}${full}${text.slice(path.span.end - start)}`;
  }
  return text;
}

/** The paths of tables, without the names WITH has made. */
function collect(node: unknown, common: ReadonlySet<string>, into: Path[]): void {
  if (Array.isArray(node)) {
    for (const part of node) {
      collect(part, common, into);
    }
    return;
  }
  if (typeof node !== 'object' || node === null) {
    return;
  }
  if (isQuery(node) && node.with !== undefined) {
    const names = new Set([...common, ...node.with.tables.map((table) => table.name.name)]);
    for (const part of Object.values(node)) {
      collect(part, names, into);
    }
    return;
  }
  const path = tablePath(node);
  if (path !== undefined && !(path.parts.length === 1 && common.has(path.parts[0]?.name ?? ''))) {
    into.push(path);
  }
  for (const part of Object.values(node)) {
    collect(part, common, into);
  }
}

function isQuery(node: object): node is QueryNode {
  return 'kind' in node && node.kind === 'query';
}

function tablePath(node: object): Path | undefined {
  if (!('kind' in node)) {
    return undefined;
  }
  if (node.kind === 'named-table' && 'path' in node) {
    return node.path as Path;
  }
  const isTable = node.kind === 'table-query' || node.kind === 'table-argument';
  return isTable && 'table' in node && node.table !== undefined ? (node.table as Path) : undefined;
}
