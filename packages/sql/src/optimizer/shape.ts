import { childrenOf, type Expression } from '@riffle/plan';
import type { LogicalNode } from '../logical/node.ts';

/** Whether a project gives exactly its input's columns, in their order. */
export function isIdentity(node: Extract<LogicalNode, { kind: 'project' }>): boolean {
  return (
    node.expressions.length === node.input.output.length &&
    node.expressions.every((e, i) => e.kind === 'input' && e.index === i)
  );
}

export function sizeOfAll(expressions: readonly Expression[]): number {
  return expressions.reduce((sum, e) => sum + 1 + sizeOfAll(childrenOf(e)), 0);
}
