import type { BinaryExpression, ComparisonOperator, ExpressionNode } from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { type InfixOperator, isPredicate, LEVEL, peekInfix } from './operators.ts';
import { queryOrList } from './parentheses.ts';
import { postfix, primary, simplePrimary } from './primary.ts';
import { nested, type Rule } from './trampoline.ts';

/** What may go on with an expression. */
const AFTER_OPERAND = ['AND', 'OR', 'IS', 'IN', 'NOT', 'LIKE', 'BETWEEN', 'SIMILAR'];

/** An operator whose right side is still being read. */
type Pending =
  | { readonly prefix: '+' | '-' | 'NOT'; readonly level: number; readonly start: number }
  | { readonly prefix: undefined; readonly operator: BinaryExpression['operator']; readonly level: number };

/** One expression's operands and waiting operators: operator precedence with both stacks in the open. */
class Workbench {
  readonly operands: ExpressionNode[] = [];
  readonly pending: Pending[] = [];

  /** Builds everything that binds at least as tightly as `level`. */
  reduce(level: number): void {
    for (let top = this.pending.at(-1); top !== undefined && top.level >= level; top = this.pending.at(-1)) {
      this.pending.pop();
      const right = this.operands.pop() as ExpressionNode;
      if (top.prefix !== undefined) {
        const span = { start: top.start, end: right.span.end };
        this.operands.push({ kind: 'unary', operator: top.prefix, operand: right, span });
      } else {
        const left = this.operands.pop() as ExpressionNode;
        const span = { start: left.span.start, end: right.span.end };
        this.operands.push({ kind: 'binary', operator: top.operator, left, right, span });
      }
    }
  }

  /** The left side of an operator of this level. */
  takeLeft(level: number): ExpressionNode {
    this.reduce(level);
    return this.operands.pop() as ExpressionNode;
  }
}

/** An expression of operators that bind at least as tightly as `level`. */
export function* expression(p: Cursor, level = 0): Rule<ExpressionNode> {
  const bench = new Workbench();
  do {
    prefixes(p, bench);
    bench.operands.push(simplePrimary(p) ?? (yield* operand(p)));
    yield* predicates(p, bench, level);
  } while (infix(p, bench, level));
  bench.reduce(0);
  return bench.operands.pop() as ExpressionNode;
}

function* operand(p: Cursor): Rule<ExpressionNode> {
  return yield* postfix(p, yield* primary(p));
}

function prefixes(p: Cursor, bench: Workbench): void {
  for (;;) {
    const start = p.peek().start;
    const prefix = p.key();
    if (prefix === '-' || prefix === '+') {
      bench.pending.push({ prefix, level: LEVEL.sign, start });
    } else if (prefix === 'NOT') {
      bench.pending.push({ prefix, level: LEVEL.not, start });
    } else {
      return;
    }
    p.next();
  }
}

/** Steps over an infix operator; false where the expression ends. */
function infix(p: Cursor, bench: Workbench, level: number): boolean {
  const found = peekInfix(p);
  if (found === undefined || found.level < level) {
    p.offer(AFTER_OPERAND);
    return false;
  }
  bench.reduce(found.level);
  p.at += found.length;
  bench.pending.push({ prefix: undefined, operator: found.operator, level: found.level });
  return true;
}

/** Predicates that are more than an operator between two operands; each leaves one operand. */
function* predicates(p: Cursor, bench: Workbench, level: number): Rule<void> {
  for (;;) {
    const key = p.key() === 'NOT' ? p.key(1) : p.key();
    if (key === 'IS' && level <= LEVEL.is && peekInfix(p) === undefined) {
      bench.operands.push(isPredicate(p, bench.takeLeft(LEVEL.is)));
    } else if (key === 'BETWEEN' && level <= LEVEL.like) {
      bench.operands.push(yield* between(p, bench.takeLeft(LEVEL.like)));
    } else if ((key === 'LIKE' || key === 'SIMILAR') && level <= LEVEL.like) {
      bench.operands.push(yield* like(p, bench.takeLeft(LEVEL.like)));
    } else if (key === 'IN' && level <= LEVEL.like) {
      bench.operands.push(yield* inPredicate(p, bench.takeLeft(LEVEL.like)));
    } else if (level <= LEVEL.comparison && isQuantified(p)) {
      bench.operands.push(yield* quantified(p, bench.takeLeft(LEVEL.comparison)));
    } else {
      return;
    }
  }
}

function* between(p: Cursor, operand: ExpressionNode): Rule<ExpressionNode> {
  const negated = p.accept('NOT');
  p.expect('BETWEEN');
  const symmetric = p.accept('SYMMETRIC');
  if (!symmetric) {
    p.accept('ASYMMETRIC');
  }
  const low = yield* nested(expression(p, LEVEL.like + 1));
  p.expect('AND');
  const high = yield* nested(expression(p, LEVEL.like + 1));
  const span = { start: operand.span.start, end: high.span.end };
  return { kind: 'between', operand, low, high, symmetric, negated, span };
}

function* like(p: Cursor, operand: ExpressionNode): Rule<ExpressionNode> {
  const negated = p.accept('NOT');
  const operator = p.accept('LIKE') ? 'LIKE' : 'SIMILAR TO';
  if (operator === 'SIMILAR TO') {
    p.expect('SIMILAR', 'TO');
  }
  const pattern = yield* nested(expression(p, LEVEL.like + 1));
  const mark = p.accept('ESCAPE') ? yield* nested(expression(p, LEVEL.like + 1)) : undefined;
  const span = { start: operand.span.start, end: (mark ?? pattern).span.end };
  return { kind: 'like', operator, operand, pattern, escape: mark, negated, span };
}

function* inPredicate(p: Cursor, operand: ExpressionNode): Rule<ExpressionNode> {
  const negated = p.accept('NOT');
  p.expect('IN');
  const start = p.at;
  const { query, items } = yield* queryOrList(p);
  const span = { start: operand.span.start, end: p.spanFrom(start).end };
  return query === undefined
    ? { kind: 'in-list', operand, items, negated, span }
    : { kind: 'in-query', operand, query, negated, span };
}

function isQuantified(p: Cursor): boolean {
  const quantifier = p.key(1);
  return (quantifier === 'ANY' || quantifier === 'ALL' || quantifier === 'SOME') && isComparison(peekInfix(p));
}

function isComparison(found: InfixOperator | undefined): boolean {
  return found !== undefined && /^[<>=]+$/.test(found.operator);
}

function* quantified(p: Cursor, operand: ExpressionNode): Rule<ExpressionNode> {
  const operator = peekInfix(p)?.operator as ComparisonOperator;
  p.next();
  const quantifier = p.expectAny('ANY', 'SOME', 'ALL') === 'ALL' ? 'ALL' : 'ANY';
  const start = p.at;
  const { query, items } = yield* queryOrList(p);
  const span = { start: operand.span.start, end: p.spanFrom(start).end };
  return { kind: 'quantified', operator, quantifier, operand, query, items, span };
}
