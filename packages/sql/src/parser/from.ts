import type {
  DerivedTable,
  Identifier,
  Join,
  JoinType,
  NamedTable,
  TableAlias,
  TablePrimary,
  TableReference,
  TableSample,
} from '../ast/index.ts';
import { call } from './calls.ts';
import type { Cursor } from './cursor.ts';
import { continueQuery, expression, expressions, isQueryContinued, isQueryStart, query } from './grammar.ts';
import { hintList } from './hints.ts';
import { matchRecognize } from './match-recognize.ts';
import { nested, type Rule } from './trampoline.ts';

/** What follows FROM: joins, and joins with commas between. */
export function* fromClause(p: Cursor): Rule<TableReference> {
  let left = yield* joins(p);
  while (p.accept(',')) {
    const right = yield* joins(p);
    left = makeJoin({ joinType: 'COMMA', natural: false, left, right, using: [] });
  }
  return left;
}

function makeJoin(parts: Omit<Join, 'kind' | 'span'>): Join {
  const end = parts.condition ?? parts.using.at(-1) ?? parts.right;
  return { kind: 'join', ...parts, span: { start: parts.left.span.start, end: end.span.end } };
}

function* joins(p: Cursor): Rule<TableReference> {
  let left: TableReference = yield* nested(tableReference(p));
  for (let kind = joinKind(p); kind !== undefined; kind = joinKind(p)) {
    const right = yield* nested(tableReference(p));
    const condition = p.accept('ON') ? yield* nested(expression(p)) : undefined;
    const using: readonly Identifier[] = condition === undefined && p.accept('USING') ? p.names() : [];
    left = makeJoin({ ...kind, left, right, condition, using });
  }
  return left;
}

interface JoinKind {
  readonly joinType: JoinType;
  readonly natural: boolean;
}

function joinKind(p: Cursor): JoinKind | undefined {
  const natural = p.accept('NATURAL');
  const word = p.acceptAny('JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS');
  if (word === undefined) {
    return natural ? p.fail() : undefined;
  }
  if (word === 'JOIN') {
    return { joinType: 'INNER', natural };
  }
  if (word !== 'INNER' && word !== 'CROSS') {
    p.accept('OUTER');
  }
  p.expect('JOIN');
  return { joinType: word, natural };
}

/** One table, and what is said of it. */
function* tableReference(p: Cursor): Rule<TablePrimary> {
  const start = p.at;
  const table = yield* tablePrimary(p);
  const matched = p.is('MATCH_RECOGNIZE') ? yield* matchRecognize(p, table) : table;
  const alias = matched.alias ?? tableAlias(p);
  if (alias !== undefined && matched.kind === 'nested-join') {
    p.failAt('not-supported', 'A join in parentheses cannot have a name of its own.', alias.span);
  }
  const sample = p.is('TABLESAMPLE') ? yield* tableSample(p) : undefined;
  if (alias === undefined && sample === undefined && matched === table) {
    return table;
  }
  return { ...matched, alias, sample, span: p.spanFrom(start) };
}

function* tablePrimary(p: Cursor): Rule<TablePrimary> {
  const start = p.at;
  const lateral = p.accept('LATERAL');
  if (p.is('(')) {
    return yield* parenthesizedTable(p, lateral);
  }
  if (p.accept('UNNEST')) {
    p.expect('(');
    const args = yield* unnestArguments(p);
    p.expect(')');
    const ordinality = p.accept('WITH', 'ORDINALITY');
    return { kind: 'unnest', args, ordinality, lateral, span: p.spanFrom(start) };
  }
  if (p.accept('TABLE')) {
    return yield* tableFunction(p, start, lateral);
  }
  const path = p.path('a table');
  if (p.is('(')) {
    const invocation = yield* call(p, path);
    return { kind: 'table-function', call: invocation, lateral, hints: [], span: p.spanFrom(start) };
  }
  if (lateral) {
    p.failAt('syntax-error', 'LATERAL goes before a query in parentheses or TABLE(function(…)).', path.span);
  }
  return yield* namedTable(p, start, path);
}

function* unnestArguments(p: Cursor) {
  if (isQueryStart(p)) {
    const inner = yield* nested(query(p));
    return [{ kind: 'subquery', query: inner, span: inner.span } as const];
  }
  return yield* expressions(p);
}

/** `TABLE(f(…))`, the word already taken. */
function* tableFunction(p: Cursor, start: number, lateral: boolean): Rule<TablePrimary> {
  p.expect('(');
  const path = p.path('a table function');
  const invocation = yield* call(p, path);
  p.expect(')');
  const hints = hintList(p);
  return { kind: 'table-function', call: invocation, lateral, hints, span: p.spanFrom(start) };
}

function* namedTable(p: Cursor, start: number, path: NamedTable['path']): Rule<NamedTable> {
  const hints = hintList(p);
  const systemTime = p.are('FOR', 'SYSTEM_TIME') ? yield* snapshotTime(p) : undefined;
  return { kind: 'named-table', path, hints, systemTime, span: p.spanFrom(start) };
}

function* snapshotTime(p: Cursor) {
  p.expect('FOR', 'SYSTEM_TIME', 'AS', 'OF');
  return yield* nested(expression(p));
}

/** A query, a table or a join in parentheses. */
function* parenthesizedTable(p: Cursor, lateral: boolean): Rule<TablePrimary> {
  const start = p.at;
  p.expect('(');
  if (isQueryStart(p)) {
    const inner = yield* nested(query(p));
    p.expect(')');
    return { kind: 'derived-table', query: inner, lateral, span: p.spanFrom(start) };
  }
  const inside = yield* nested(fromClause(p));
  if (isBareQuery(inside)) {
    const inner = isQueryContinued(p) ? yield* continueQuery(p, inside.query) : inside.query;
    p.expect(')');
    return { kind: 'derived-table', query: inner, lateral, span: p.spanFrom(start) };
  }
  p.expect(')');
  if (inside.kind === 'join') {
    return { kind: 'nested-join', join: inside, span: p.spanFrom(start) };
  }
  return inside;
}

function isBareQuery(table: TableReference): table is DerivedTable {
  return table.kind === 'derived-table' && !table.lateral && table.alias === undefined && table.sample === undefined;
}

/** `AS t (a, b)` or `t`. What may follow instead is looked at first, so that a misspelt WHERE is recognised. */
export function tableAlias(p: Cursor): TableAlias | undefined {
  const start = p.at;
  const explicit = p.accept('AS');
  if (!explicit && p.isAny(',', 'JOIN', 'ON', 'WHERE', 'GROUP', 'ORDER', 'LEFT', 'INNER', 'LIMIT', 'HAVING', 'UNION')) {
    return undefined;
  }
  const name = explicit ? p.name('a table name') : p.acceptName();
  if (name === undefined) {
    return undefined;
  }
  const columns = p.is('(') ? p.names() : [];
  return { kind: 'table-alias', name, columns, span: p.spanFrom(start) };
}

function* tableSample(p: Cursor): Rule<TableSample> {
  const start = p.at;
  p.expect('TABLESAMPLE');
  const method = p.expectAny('BERNOULLI', 'SYSTEM', 'SUBSTITUTE');
  p.expect('(');
  const value = yield* nested(expression(p));
  p.expect(')');
  let seed: TableSample['seed'];
  if (p.accept('REPEATABLE', '(')) {
    seed = yield* nested(expression(p));
    p.expect(')');
  }
  return { kind: 'table-sample', method, value, seed, span: p.spanFrom(start) };
}
