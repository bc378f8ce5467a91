import { findFunction } from '@riffle/functions';
import type { SyntaxNode } from '../ast/any-node.ts';
import { rewrite } from '../ast/children.ts';
import type { ExpressionNode } from '../ast/expressions.ts';
import { printExpression } from '../printer/print.ts';

/** An expression as catalogs keep it: names quoted, built-in functions by their own name. */
export function canonicalText(expression: ExpressionNode): string {
  return printExpression(canonicalFunctions(expression));
}

/** The same tree with built-in functions by their own name. */
export function canonicalFunctions<N extends SyntaxNode>(root: N): N {
  return rewrite(root, (node) => {
    const [name, ...more] = node.kind === 'function-call' ? node.name.parts : [];
    const isBuiltIn = name !== undefined && more.length === 0 && findFunction(name.name) !== undefined;
    return node.kind === 'function-call' && isBuiltIn
      ? { ...node, name: { ...node.name, parts: [{ ...name, name: name.name.toUpperCase() }] } }
      : node;
  });
}
