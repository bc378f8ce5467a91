import { expect, test } from 'vitest';
import type { ExpressionNode } from '../ast/index.ts';
import { parseExpression } from './parse.ts';

/** An expression with a bracket around every operation. */
function shape(node: ExpressionNode | undefined): string {
  switch (node?.kind) {
    case 'binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case 'unary':
      return `(${node.operator} ${shape(node.operand)})`;
    case 'is':
      return `(${shape(node.operand)} IS ${node.test})`;
    case 'between':
      return `(${shape(node.operand)} BETWEEN ${shape(node.low)} AND ${shape(node.high)})`;
    case 'like':
      return `(${shape(node.operand)} LIKE ${shape(node.pattern)})`;
    case 'column-reference':
      return node.parts.map(({ name }) => name).join('.');
    case 'number-literal':
      return node.text;
    default:
      return node?.kind ?? 'nothing';
  }
}

test.each([
  ['a + b * c - d', '((a + (b * c)) - d)'],
  ['a - b - c', '((a - b) - c)'],
  ['a OR b AND NOT c = d', '(a OR (b AND (NOT (c = d))))'],
  ['-a * b', '((- a) * b)'],
  ['a = b IS NULL', '((a = b) IS NULL)'],
  ['a BETWEEN b AND c + 1 AND d', '((a BETWEEN b AND (c + 1)) AND d)'],
  ['a LIKE b || c AND d', '((a LIKE (b || c)) AND d)'],
  ['NOT a LIKE b', '(NOT (a LIKE b))'],
  ['a < b = c', '((a < b) = c)'],
  ['a IS NOT DISTINCT FROM b OR c', '((a IS NOT DISTINCT FROM b) OR c)'],
])('%s is read as %s', (text, expected) => {
  expect(shape(parseExpression(text).tree)).toBe(expected);
});
