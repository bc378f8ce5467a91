/**
 * What names mean at the cursor. The word under way is replaced by a name of our own, the text around it is bound as
 * far as it goes, and the binder tells in which scope it met that name.
 */
import type { RowField } from '@riffle/columns';
import type { BindContext } from '../binder/context.ts';
import type { Scope } from '../binder/scope.ts';
import type { CompileEnvironment } from '../compile/environment.ts';
import { lex } from '../lexer/lexer.ts';
import type { Token } from '../lexer/token.ts';
import { parseSql } from '../parser/parse.ts';
import { type CursorContext, closingQuote, openBrackets, qualifierBefore } from './cursor-context.ts';
import { observeStatement } from './observe.ts';

const MARK = 'riffle_name_at_cursor';

export interface NamesAtCursor {
  /** The scope of the expression the cursor is in. */
  readonly scope?: Scope | undefined;
  /** Names of WITH queries in sight, where the cursor stands for a table. */
  readonly commonTables?: readonly string[] | undefined;
}

/** Tries the text as it is, then with open brackets closed, then only the FROM clause around the cursor. */
export function namesAtCursor(cursor: CursorContext, env: CompileEnvironment): NamesAtCursor {
  for (const text of candidates(cursor)) {
    const found = observeMark(text, env);
    if (found.commonTables !== undefined || (found.scope !== undefined && hasColumns(found.scope))) {
      return found;
    }
  }
  return {};
}

function hasColumns(scope: Scope): boolean {
  return scope.columns.some(({ merged }) => merged !== true) || (scope.outer !== undefined && hasColumns(scope.outer));
}

function* candidates(cursor: CursorContext): Iterable<string> {
  const { head, tail } = aroundCursor(cursor);
  yield `${head}${MARK}${tail}`;
  yield `${head}${MARK}${closers(cursor.before)}`;
  const from = fromClauseAround(cursor, tail);
  if (from !== undefined) {
    const qualifier = qualifierBefore(cursor.before).map(({ start, end }) => `${cursor.text.slice(start, end)}.`);
    yield `${commonTablesBefore(cursor)}SELECT ${qualifier.join('')}${MARK} ${from}`;
  }
}

function aroundCursor(cursor: CursorContext): { head: string; tail: string } {
  const { text, offset, statement, word, quote } = cursor;
  const head = text.slice(statement.start, quote === null ? word.start : word.start - 1);
  const after = quote === null ? offset : closingQuote(text, offset, quote);
  const restOfWord = /^[\p{L}\p{Nd}_$]*/u.exec(text.slice(after))?.[0].length ?? 0;
  return { head, tail: text.slice(after + restOfWord, statement.end) };
}

function closers(before: readonly Token[]): string {
  return openBrackets(before)
    .map((at) => (before[at]?.key === '[' ? ']' : ')'))
    .join(' ');
}

function observeMark(text: string, env: CompileEnvironment): NamesAtCursor {
  let scope: Scope | undefined;
  let commonTables: readonly string[] | undefined;
  for (const statement of parseSql(text).statements) {
    observeStatement(statement, text, env, {
      expression: (at, node) => {
        if (node.kind === 'column-reference' && node.parts.at(-1)?.name === MARK) {
          scope ??= at.scope;
        }
      },
      table: (context: BindContext, path) => {
        if (path.parts.at(-1)?.name === MARK) {
          commonTables ??= context.commonTables.map(({ name }) => name);
        }
      },
    });
  }
  return { scope, commonTables };
}

const FROM_ENDS = new Set(
  'WHERE GROUP HAVING WINDOW QUALIFY ORDER LIMIT OFFSET FETCH UNION EXCEPT INTERSECT MINUS SELECT'.split(' '),
);

/** The FROM clause of the SELECT the cursor is in, behind the cursor or before it. */
function fromClauseAround(cursor: CursorContext, tail: string): string | undefined {
  const behind = clauseIn(lex(tail).tokens, tail, true);
  if (behind !== undefined) {
    return behind;
  }
  const { before, text } = cursor;
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    const key = before[at]?.key ?? '';
    depth += key === ')' || key === ']' ? 1 : key === '(' || key === '[' ? -1 : 0;
    if (depth < 0) {
      // Out of a bracket that opens before the cursor: its own FROM would stand inside.
      depth = 0;
    } else if (depth === 0 && key === 'SELECT') {
      return undefined;
    } else if (depth === 0 && key === 'FROM') {
      return clauseIn(before.slice(at), text, false);
    }
  }
  return undefined;
}

/** The text from FROM up to the next clause, brackets skipped. */
function clauseIn(tokens: readonly Token[], text: string, stopsAtSelect: boolean): string | undefined {
  let depth = 0;
  let start: number | undefined;
  let end = 0;
  for (const token of tokens) {
    const { key } = token;
    const closes = key === ')' || key === ']';
    if (depth === 0 && (token.kind === 'end' || closes || key === ';' || (start !== undefined && FROM_ENDS.has(key)))) {
      break;
    }
    if (depth === 0 && start === undefined && stopsAtSelect && key === 'SELECT') {
      break;
    }
    if (depth === 0 && key === 'FROM') {
      start ??= token.start;
    }
    depth += closes ? -1 : key === '(' || key === '[' ? 1 : 0;
    end = token.end;
  }
  return start === undefined ? undefined : text.slice(start, end);
}

/** `WITH a AS (…), b AS (…) ` as far as whole queries are named before the cursor. */
export function commonTablesBefore({ before, text }: CursorContext): string {
  const with_ = before.findIndex(({ key }, at) => key === 'WITH' && before[at + 1]?.key !== '(');
  if (with_ === -1) {
    return '';
  }
  let depth = 0;
  let end: number | undefined;
  for (const token of before.slice(with_ + 1)) {
    if (token.key === '(') {
      depth++;
    } else if (token.key === ')') {
      depth--;
      end = depth === 0 ? token.end : end;
    } else if (depth === 0 && (token.key === 'SELECT' || token.key === 'INSERT')) {
      break;
    }
  }
  const start = before[with_]?.start ?? 0;
  return end === undefined ? '' : `${text.slice(start, end)} `;
}

/** The columns of a table, view or WITH query that is named before the cursor. */
export function columnsOf(cursor: CursorContext, path: string, env: CompileEnvironment): readonly RowField[] {
  const text = `${commonTablesBefore(cursor)}SELECT * FROM ${path}`;
  let columns: readonly RowField[] = [];
  for (const statement of parseSql(text).statements) {
    observeStatement(statement, text, env, {
      table: (_context, _path, found) => {
        columns = found ?? columns;
      },
    });
  }
  return columns;
}
