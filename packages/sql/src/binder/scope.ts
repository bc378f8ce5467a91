/** What names mean at one place of a query: the columns in sight, by table, and the scopes around it. */
import type { LogicalType, RowField } from '@riffle/columns';

export interface ScopeColumn {
  readonly name: string;
  readonly type: LogicalType;
  /** The path of names its table goes by: `['t']` for an alias, `['cat', 'db', 't']` without one. */
  readonly relation: readonly string[];
  /** The right one of two columns merged by USING: only found with its table's name, and not by `*`. */
  readonly merged?: boolean | undefined;
}

export interface Scope {
  readonly columns: readonly ScopeColumn[];
  /** The scope of the query around, whose columns may be used here. */
  readonly outer?: Scope | undefined;
  /** Some table could not be bound: an unknown name is no news. */
  readonly broken?: boolean | undefined;
}

export function scopeOf(fields: readonly RowField[], relation: readonly string[]): Scope {
  return { columns: fields.map((field) => ({ name: field.name, type: field.type, relation })) };
}

export type Resolution =
  /** `depth` scopes up, column `index`; `rest` names that select nested fields. */
  | { readonly kind: 'column'; readonly depth: number; readonly index: number; readonly used: number }
  | { readonly kind: 'ambiguous'; readonly name: string; readonly relations: readonly string[] }
  | { readonly kind: 'unknown-relation' | 'unknown-column'; readonly name: string; readonly part: number };

/** Finds what a dotted name means, nearest scope first; tables' names go before columns'. */
export function resolveName(scope: Scope, parts: readonly string[]): Resolution {
  let depth = 0;
  let firstMiss: Resolution | undefined;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = resolveInScope(at, parts);
    if (found.kind === 'column') {
      return { ...found, depth };
    }
    if (found.kind === 'ambiguous') {
      return found;
    }
    if (firstMiss === undefined || (firstMiss.kind === 'unknown-relation' && found.kind === 'unknown-column')) {
      firstMiss = found;
    }
    depth++;
  }
  return firstMiss ?? { kind: 'unknown-column', name: parts[0] ?? '', part: 0 };
}

function resolveInScope(scope: Scope, parts: readonly string[]): Resolution {
  let miss: Resolution | undefined;
  for (let length = Math.min(parts.length - 1, 3); length >= 1; length--) {
    const relation = parts.slice(0, length);
    const inRelation = indicesWhere(scope, (column) => endsWith(column.relation, relation));
    if (inRelation.length === 0) {
      continue;
    }
    const name = parts[length] ?? '';
    const matches = inRelation.filter((i) => scope.columns[i]?.name === name);
    const [index] = matches;
    if (index !== undefined) {
      return matches.length === 1 || matches.every((i) => scope.columns[i]?.relation === scope.columns[index]?.relation)
        ? { kind: 'column', depth: 0, index, used: length + 1 }
        : ambiguous(scope, name, matches);
    }
    miss ??= { kind: 'unknown-column', name, part: length };
  }
  const name = parts[0] ?? '';
  const matches = indicesWhere(scope, (column) => column.name === name && column.merged !== true);
  const [index] = matches;
  if (index !== undefined) {
    return matches.length === 1 ? { kind: 'column', depth: 0, index, used: 1 } : ambiguous(scope, name, matches);
  }
  const peeked = peekIntoRows(scope, name);
  if (peeked !== undefined) {
    return { kind: 'column', depth: 0, index: peeked, used: 0 };
  }
  return miss ?? { kind: parts.length > 1 ? 'unknown-relation' : 'unknown-column', name, part: 0 };
}

function ambiguous(scope: Scope, name: string, matches: readonly number[]): Resolution {
  const relations = matches.map((i) => (scope.columns[i]?.relation ?? []).at(-1) ?? '');
  return { kind: 'ambiguous', name, relations };
}

/** Flink looks for an unknown name among the fields of ROW columns too; only a single find counts. */
function peekIntoRows(scope: Scope, name: string): number | undefined {
  const matches = indicesWhere(
    scope,
    ({ type }) => type.kind === 'ROW' && type.fields.some((field) => field.name === name),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

function indicesWhere(scope: Scope, test: (column: ScopeColumn) => boolean): number[] {
  return scope.columns.flatMap((column, i) => (test(column) ? [i] : []));
}

function endsWith(path: readonly string[], end: readonly string[]): boolean {
  const offset = path.length - end.length;
  return offset >= 0 && end.every((part, i) => path[offset + i] === part);
}

/** The columns a `*` or `relation.*` stands for; undefined when there is no such relation. */
export function expandStar(scope: Scope, qualifier: readonly string[]): number[] | undefined {
  if (qualifier.length === 0) {
    return indicesWhere(scope, (column) => column.merged !== true);
  }
  const found = indicesWhere(scope, (column) => endsWith(column.relation, qualifier));
  return found.length === 0 ? undefined : found;
}
