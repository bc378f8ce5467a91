import type { BinaryOperator, ExpressionNode, IsTest } from '../ast/index.ts';
import type { Cursor } from './cursor.ts';

/** How tightly operators bind: a higher number binds first. These are Calcite's levels. */
export const LEVEL = {
  multisetUnion: 14,
  multisetIntersect: 18,
  or: 22,
  and: 24,
  not: 26,
  is: 28,
  comparison: 30,
  like: 32,
  additive: 40,
  multiplicative: 60,
  sign: 80,
} as const;

export interface InfixOperator {
  readonly operator: BinaryOperator;
  readonly level: number;
  /** How many tokens spell it. */
  readonly length: number;
}

const SIMPLE: Readonly<Record<string, readonly [BinaryOperator, number]>> = {
  OR: ['OR', LEVEL.or],
  AND: ['AND', LEVEL.and],
  '=': ['=', LEVEL.comparison],
  '<>': ['<>', LEVEL.comparison],
  '!=': ['<>', LEVEL.comparison],
  '<': ['<', LEVEL.comparison],
  '<=': ['<=', LEVEL.comparison],
  '>': ['>', LEVEL.comparison],
  '>=': ['>=', LEVEL.comparison],
  OVERLAPS: ['OVERLAPS', LEVEL.comparison],
  CONTAINS: ['CONTAINS', LEVEL.comparison],
  EQUALS: ['EQUALS', LEVEL.comparison],
  PRECEDES: ['PRECEDES', LEVEL.comparison],
  SUCCEEDS: ['SUCCEEDS', LEVEL.comparison],
  '+': ['+', LEVEL.additive],
  '-': ['-', LEVEL.additive],
  '*': ['*', LEVEL.multiplicative],
  '/': ['/', LEVEL.multiplicative],
  '%': ['%', LEVEL.multiplicative],
  '||': ['||', LEVEL.multiplicative],
};

/** The infix operator that comes next, not yet stepped over. */
export function peekInfix(p: Cursor): InfixOperator | undefined {
  const simple = SIMPLE[p.key()];
  if (simple !== undefined) {
    return { operator: simple[0], level: simple[1], length: 1 };
  }
  switch (p.key()) {
    case 'IMMEDIATELY':
      return immediate(p);
    case 'MULTISET':
      return multiset(p);
    case 'MEMBER':
      return { operator: 'MEMBER OF', level: LEVEL.comparison, length: p.key(1) === 'OF' ? 2 : 1 };
    case 'SUBMULTISET':
      return { operator: 'SUBMULTISET OF', level: LEVEL.comparison, length: p.key(1) === 'OF' ? 2 : 1 };
    case 'NOT':
      return negatedMultiset(p);
    case 'IS':
      return distinctFrom(p);
    default:
      return undefined;
  }
}

function immediate(p: Cursor): InfixOperator | undefined {
  const word = p.key(1);
  return word === 'PRECEDES' || word === 'SUCCEEDS'
    ? { operator: `IMMEDIATELY ${word}`, level: LEVEL.comparison, length: 2 }
    : undefined;
}

function multiset(p: Cursor): InfixOperator | undefined {
  const word = p.key(1);
  if (word !== 'UNION' && word !== 'INTERSECT' && word !== 'EXCEPT') {
    return undefined;
  }
  const quantifier = p.key(2);
  const spelled = quantifier === 'ALL' || quantifier === 'DISTINCT';
  return {
    operator: `MULTISET ${word} ${quantifier === 'DISTINCT' ? 'DISTINCT' : 'ALL'}`,
    level: word === 'INTERSECT' ? LEVEL.multisetIntersect : LEVEL.multisetUnion,
    length: spelled ? 3 : 2,
  };
}

function negatedMultiset(p: Cursor): InfixOperator | undefined {
  const word = p.key(1);
  return (word === 'MEMBER' || word === 'SUBMULTISET') && p.key(2) === 'OF'
    ? { operator: `NOT ${word} OF`, level: LEVEL.comparison, length: 3 }
    : undefined;
}

function distinctFrom(p: Cursor): InfixOperator | undefined {
  if (p.key(1) === 'DISTINCT' && p.key(2) === 'FROM') {
    return { operator: 'IS DISTINCT FROM', level: LEVEL.comparison, length: 3 };
  }
  return p.key(1) === 'NOT' && p.key(2) === 'DISTINCT' && p.key(3) === 'FROM'
    ? { operator: 'IS NOT DISTINCT FROM', level: LEVEL.comparison, length: 4 }
    : undefined;
}

/** Reads what follows `operand IS`. */
export function isPredicate(p: Cursor, operand: ExpressionNode): ExpressionNode {
  p.expect('IS');
  const negated = p.accept('NOT');
  const test = isTest(p);
  return { kind: 'is', operand, test, negated, span: { start: operand.span.start, end: p.spanFrom(p.at - 1).end } };
}

function isTest(p: Cursor): IsTest {
  const word = p.expectAny('NULL', 'TRUE', 'FALSE', 'UNKNOWN', 'A', 'EMPTY', 'JSON');
  if (word === 'A') {
    p.expect('SET');
    return 'A SET';
  }
  if (word !== 'JSON') {
    return word;
  }
  return `JSON ${p.acceptAny('VALUE', 'OBJECT', 'ARRAY', 'SCALAR') ?? 'VALUE'}`;
}
