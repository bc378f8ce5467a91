import { formatType, type LogicalType, type RowField } from '@riffle/columns';
import { resolveName, type Scope, type ScopeColumn } from '../binder/scope.ts';
import type { CompileEnvironment } from '../compile/environment.ts';
import type { Token } from '../lexer/token.ts';
import type { Completion } from './completion.ts';
import { type CursorContext, openBrackets, qualifierBefore } from './cursor-context.ts';
import { isNameToken, writtenName } from './names.ts';
import { columnsOf } from './scope-at-cursor.ts';

const COLUMN_RANK = 10;
const OUTER_RANK = 15;
const ALIAS_RANK = 20;

/** Columns that may be named in `scope`, behind the qualifier when there is one. */
export function columnCompletions(scope: Scope, before: readonly Token[]): Completion[] {
  const qualifier = qualifierBefore(before).map(({ text }) => text);
  return qualifier.length > 0 ? qualified(scope, qualifier) : unqualified(scope);
}

function qualified(scope: Scope, qualifier: readonly string[]): Completion[] {
  const columns = allColumns(scope).filter(
    ({ relation }) => relation.slice(-qualifier.length).join('\0') === qualifier.join('\0'),
  );
  if (columns.length > 0) {
    return columns.map((column) => columnItem(column.name, column.type));
  }
  return fieldsOf(scope, qualifier).map((field) => columnItem(field.name, field.type));
}

/** The fields of the row a dotted name stands for. */
function fieldsOf(scope: Scope, parts: readonly string[]): readonly { name: string; type: LogicalType }[] {
  const found = resolveName(scope, parts);
  if (found.kind !== 'column') {
    return [];
  }
  let at: Scope | undefined = scope;
  for (let i = 0; i < found.depth; i++) {
    at = at?.outer;
  }
  let type = at?.columns[found.index]?.type;
  for (const part of parts.slice(found.used)) {
    type = type?.kind === 'ROW' ? type.fields.find(({ name }) => name === part)?.type : undefined;
  }
  return type?.kind === 'ROW' || type?.kind === 'STRUCTURED' ? type.fields : [];
}

function unqualified(scope: Scope): Completion[] {
  const columns = allColumns(scope).filter(({ merged }) => merged !== true);
  const counts = new Map<string, number>();
  for (const { name } of columns) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const items = columns.map((column) => {
    const relation = column.relation.at(-1);
    const clear = (counts.get(column.name) ?? 0) < 2 || relation === undefined;
    const isOwn = scope.columns.includes(column);
    return columnItem(column.name, column.type, {
      rank: isOwn ? COLUMN_RANK : OUTER_RANK,
      insert: clear ? writtenName(column.name) : `${writtenName(relation)}.${writtenName(column.name)}`,
      from: relation,
    });
  });
  const relations = [...new Set(columns.flatMap(({ relation }) => relation.at(-1) ?? []))];
  const aliases = relations.map(
    (name): Completion => ({
      label: name,
      kind: 'table',
      insert: writtenName(name),
      detail: 'table of this query',
      rank: ALIAS_RANK,
    }),
  );
  return [...items, ...aliases];
}

function allColumns(scope: Scope): readonly ScopeColumn[] {
  return scope.outer === undefined ? scope.columns : [...scope.columns, ...allColumns(scope.outer)];
}

interface ColumnExtras {
  readonly insert?: string | undefined;
  readonly from?: string | undefined;
  readonly rank?: number | undefined;
}

function columnItem(name: string, type: LogicalType, extras: ColumnExtras = {}): Completion {
  return {
    label: name,
    kind: 'column',
    insert: extras.insert ?? writtenName(name),
    detail: formatType(type),
    ...(extras.from === undefined ? {} : { documentation: `Column of \`${extras.from}\`.` }),
    rank: extras.rank ?? COLUMN_RANK,
  };
}

const timeFirst = (column: RowField): number => ('attribute' in column.type && column.type.attribute ? -1 : 0);

/** Where a column's name stands that no expression is: DESCRIPTOR, an INSERT's column list, a table's own columns. */
export function listedColumns(cursor: CursorContext, env: CompileEnvironment): Completion[] | undefined {
  const { before } = cursor;
  const [open] = openBrackets(before);
  const opener = open === undefined ? undefined : before[open - 1];
  if (opener?.key === 'DESCRIPTOR') {
    const table = tableArgumentBefore(cursor);
    const columns = table === undefined ? [] : columnsOf(cursor, table, env);
    return columns.map((column) => ({
      ...columnItem(column.name, column.type),
      rank: COLUMN_RANK + timeFirst(column),
    }));
  }
  if (open !== undefined && isInsertList(before, open)) {
    const start = before[pathStart(before, open - 1)]?.start ?? 0;
    const end = before[open - 1]?.end ?? start;
    const columns = columnsOf(cursor, cursor.text.slice(start, end), env);
    return columns.map((column) => columnItem(column.name, column.type));
  }
  return undefined;
}

/** The text of the table in `TUMBLE(TABLE t, DESCRIPTOR(|`, also as `DATA => TABLE t`. */
function tableArgumentBefore({ before, text }: CursorContext): string | undefined {
  const at = before.findLastIndex(({ key }) => key === 'TABLE');
  let end = at + 1;
  while (isNameToken(before[end]) && before[end + 1]?.key === '.') {
    end += 2;
  }
  const first = before[at + 1];
  const last = before[end];
  return at === -1 || !isNameToken(first) || !isNameToken(last) ? undefined : text.slice(first.start, last.end);
}

function isInsertList(before: readonly Token[], open: number): boolean {
  return before[pathStart(before, open - 1) - 1]?.key === 'INTO';
}

function pathStart(tokens: readonly Token[], end: number): number {
  let at = end;
  while (tokens[at - 1]?.key === '.') {
    at -= 2;
  }
  return at;
}

/** Columns a CREATE TABLE has declared before the cursor, with their types as written. */
export function declaredColumns({ before, text }: CursorContext): Completion[] {
  const open = before.findIndex(({ key }) => key === '(');
  const items: Completion[] = [];
  let depth = 0;
  for (let at = open; open !== -1 && at < before.length; at++) {
    const { key } = before[at] as Token;
    depth += key === '(' || key === '<' ? 1 : key === ')' || key === '>' ? -1 : 0;
    const name = before[at + 1];
    if (depth === 1 && (key === '(' || key === ',') && isNameToken(name)) {
      const type = before[at + 2];
      const detail = type === undefined || type.key === 'AS' ? 'computed' : text.slice(type.start, type.end);
      items.push({ label: name.text, kind: 'column', insert: writtenName(name.text), detail, rank: COLUMN_RANK });
    }
    if (depth === 0) {
      break;
    }
  }
  return items;
}
