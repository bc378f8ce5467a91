import type { CaseBranch, ExpressionNode, FunctionCall } from '../ast/index.ts';
import { argument, call } from './calls.ts';
import type { Cursor } from './cursor.ts';
import { expression, expressions } from './grammar.ts';
import { parenthesizedQuery } from './parentheses.ts';
import { nested, type Rule } from './trampoline.ts';

/** `CASE [x] WHEN … THEN … [ELSE …] END`. */
export function* caseExpression(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  p.expect('CASE');
  const operand = p.is('WHEN') ? undefined : yield* nested(expression(p));
  const branches: CaseBranch[] = [];
  do {
    branches.push(yield* caseBranch(p, operand !== undefined));
  } while (p.is('WHEN'));
  const otherwise = p.accept('ELSE') ? yield* nested(expression(p)) : undefined;
  p.expect('END');
  return { kind: 'case', operand, branches, otherwise, span: p.spanFrom(start) };
}

function* caseBranch(p: Cursor, several: boolean): Rule<CaseBranch> {
  const start = p.at;
  p.expect('WHEN');
  const conditions = several ? yield* expressions(p) : [yield* nested(expression(p))];
  p.expect('THEN');
  const result = yield* nested(expression(p));
  return { kind: 'case-branch', conditions, result, span: p.spanFrom(start) };
}

/** `ARRAY[…]`, `MAP[…]`, `MULTISET[…]`, or one of the words before a query in parentheses. */
export function* arrayOrQuery(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  const word = p.expectAny('ARRAY', 'MAP', 'MULTISET');
  if (p.is('(')) {
    const query = yield* parenthesizedQuery(p);
    return { kind: 'collection-query', collection: word, query, span: p.spanFrom(start) };
  }
  p.expect('[');
  const elements = p.is(']') ? [] : yield* expressions(p);
  p.expect(']');
  const kind = ({ ARRAY: 'array', MAP: 'map', MULTISET: 'multiset' } as const)[word];
  return { kind, elements, span: p.spanFrom(start) };
}

/** `ROW(a, b)`. */
export function* rowConstructor(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  p.expect('ROW');
  const items = yield* values(p);
  return { kind: 'row', items, span: p.spanFrom(start) };
}

/** `PERIOD (a, b)`. */
export function* period(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  p.expect('PERIOD');
  const items = yield* values(p);
  return { kind: 'period', items, span: p.spanFrom(start) };
}

function* values(p: Cursor): Rule<ExpressionNode[]> {
  p.expect('(');
  const items = [yield* argument(p)];
  while (p.accept(',')) {
    items.push(yield* argument(p));
  }
  p.expect(')');
  return items;
}

/** The JDBC escapes: `{d '…'}`, `{t '…'}`, `{ts '…'}`, `{fn f(x)}`. */
export function* braced(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  p.expect('{');
  const word = p.expectAny('D', 'T', 'TS', 'FN');
  if (word === 'FN') {
    const { text, start: from, end } = p.next();
    const span = { start: from, end };
    const name = { kind: 'path', parts: [{ kind: 'identifier', name: text, span }], span } as const;
    const result: FunctionCall = yield* call(p, name);
    p.expect('}');
    return { ...result, span: p.spanFrom(start) };
  }
  const text = p.string().value;
  p.expect('}');
  const type = ({ D: 'DATE', T: 'TIME', TS: 'TIMESTAMP' } as const)[word];
  return { kind: 'datetime-literal', type, text, span: p.spanFrom(start) };
}
