import type { ColumnReference, ExpressionNode, Identifier, Star } from '../ast/index.ts';
import { isBareFunction, isCallable } from '../lexer/keywords.ts';
import { call, isSpecialCall, specialCall } from './calls.ts';
import { arrayOrQuery, braced, caseExpression, period, rowConstructor } from './constructors.ts';
import type { Cursor } from './cursor.ts';
import { expression } from './grammar.ts';
import { parenthesizedQuery, parenthesizedValue } from './parentheses.ts';
import { dateTime, interval, isDateTime, isInterval } from './temporal.ts';
import { nested, type Rule } from './trampoline.ts';

/** A literal or a column: what most operands are, read without a rule of its own. Undefined, and nothing taken, for the rest. */
export function simplePrimary(p: Cursor): ExpressionNode | undefined {
  const token = p.peek();
  const after = p.key(1);
  switch (token.kind) {
    case 'number':
      return after === '.' || after === '[' ? undefined : p.number();
    case 'string':
      return after === '.' || after === '[' ? undefined : p.string();
    case 'quoted':
    case 'word':
      return simpleReference(p);
    default:
      return undefined;
  }
}

function simpleReference(p: Cursor): ExpressionNode | undefined {
  const start = p.at;
  if (!p.isName() || startsConstruct(p)) {
    return undefined;
  }
  const found = reference(p);
  if (p.key() === '(' || p.key() === '[' || p.key() === '.') {
    p.at = start;
    return undefined;
  }
  return found;
}

/** Whether a word that may be a name begins something else here. */
function startsConstruct(p: Cursor): boolean {
  const after = p.key(1);
  switch (p.key()) {
    case 'MAP':
      return after === '[' || after === '(';
    case 'FINAL':
      return p.key(2) === '(' && p.peek(1).kind === 'word';
    default:
      return false;
  }
}

/** `a`, `t.a`, `t.*`. */
function reference(p: Cursor): ColumnReference | Star {
  const start = p.at;
  const parts: Identifier[] = [p.name()];
  while (p.key() === '.' && (p.isName(1) || p.key(1) === '*')) {
    p.next();
    if (p.accept('*')) {
      return { kind: 'star', qualifier: parts, span: p.spanFrom(start) };
    }
    parts.push(p.name());
  }
  return { kind: 'column-reference', parts, span: p.spanFrom(start) };
}

/** An operand without what follows it in brackets or after a dot. */
export function* primary(p: Cursor): Rule<ExpressionNode> {
  const token = p.peek();
  const span = { start: token.start, end: token.end };
  if (token.kind === 'string') {
    return p.string();
  }
  if (token.kind === 'number') {
    return p.number();
  }
  if (token.kind === 'binary') {
    return binaryLiteral(p);
  }
  switch (token.key) {
    case '(':
      return yield* parenthesizedValue(p);
    case '?':
      p.next();
      return { kind: 'dynamic-parameter', index: p.parameters++, span };
    case '{':
      return yield* braced(p);
    case 'TRUE':
    case 'FALSE':
      p.next();
      return { kind: 'boolean-literal', value: token.key === 'TRUE', span };
    case 'UNKNOWN':
      p.next();
      return { kind: 'boolean-literal', value: null, span };
    case 'NULL':
      p.next();
      return { kind: 'null-literal', span };
    case 'DEFAULT':
      p.next();
      return { kind: 'default', span };
    case 'CASE':
      return yield* caseExpression(p);
    case 'EXISTS':
    case 'UNIQUE':
      return yield* queryPredicate(p);
    case 'ARRAY':
    case 'MULTISET':
      return yield* arrayOrQuery(p);
    case 'PERIOD':
      return yield* period(p);
    case 'ROW':
      return yield* rowConstructor(p);
    case 'RUNNING':
      return yield* matchSemantics(p);
    default:
      return yield* wordPrimary(p);
  }
}

function* wordPrimary(p: Cursor): Rule<ExpressionNode> {
  const word = p.key();
  if (isInterval(p)) {
    return yield* interval(p);
  }
  if (isDateTime(p)) {
    return dateTime(p);
  }
  if (isSpecialCall(p)) {
    return yield* specialCall(p);
  }
  if (p.isName()) {
    return yield* nameOrCall(p);
  }
  if (isCallable(word) && p.key(1) === '(') {
    return yield* call(p, reservedName(p));
  }
  if (isBareFunction(word)) {
    const path = reservedName(p);
    const { span } = path;
    return { kind: 'function-call', name: path, args: [], bare: true, orderBy: [], withinGroup: [], span };
  }
  p.expecting('an expression');
  return p.failName('a column');
}

function* nameOrCall(p: Cursor): Rule<ExpressionNode> {
  if (startsConstruct(p)) {
    return yield* p.key() === 'FINAL' ? matchSemantics(p) : arrayOrQuery(p);
  }
  const found = reference(p);
  if (p.key() !== '(' || found.kind === 'star') {
    return found;
  }
  return yield* call(p, { kind: 'path', parts: found.parts, span: found.span });
}

function reservedName(p: Cursor) {
  const { text, start, end } = p.next();
  const span = { start, end };
  return { kind: 'path', parts: [{ kind: 'identifier', name: text, span }], span } as const;
}

function binaryLiteral(p: Cursor): ExpressionNode {
  const start = p.at;
  let hex = '';
  do {
    hex += p.next().text;
  } while (p.isString());
  return { kind: 'binary-literal', hex, span: p.spanFrom(start) };
}

function* queryPredicate(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  const kind = p.next().key === 'EXISTS' ? 'exists' : 'unique';
  const query = yield* parenthesizedQuery(p);
  return { kind, query, span: p.spanFrom(start) };
}

/** `RUNNING LAST(a.x)`. */
function* matchSemantics(p: Cursor): Rule<ExpressionNode> {
  const start = p.at;
  const mode = p.expectAny('RUNNING', 'FINAL');
  const operand = yield* primary(p);
  return { kind: 'match-semantics', mode, operand, span: p.spanFrom(start) };
}

/** Whatever follows an operand in brackets or after a dot. */
export function* postfix(p: Cursor, operand: ExpressionNode): Rule<ExpressionNode> {
  let result = operand;
  for (;;) {
    if (p.key() === '[') {
      p.next();
      const index = yield* nested(expression(p));
      p.expect(']');
      result = {
        kind: 'item',
        operand: result,
        index,
        span: { start: operand.span.start, end: p.spanFrom(p.at - 1).end },
      };
    } else if (p.key() === '.' && p.key(1) === '*') {
      p.failAt('not-supported', 'Only a name may stand before ".*".', p.peek());
    } else if (p.key() === '.') {
      p.next();
      const field = p.name('a field name');
      result = { kind: 'field', operand: result, field, span: { start: operand.span.start, end: field.span.end } };
    } else {
      return result;
    }
  }
}
