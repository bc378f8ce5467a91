import type { SyntaxNode } from './any-node.ts';

/** Whether two trees say the same, wherever in the text they stand. */
export function sameTree(a: SyntaxNode, b: SyntaxNode): boolean {
  const pairs: [unknown, unknown][] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair;
    if (!isComposite(left) || !isComposite(right)) {
      if (!Object.is(left, right)) {
        return false;
      }
      continue;
    }
    for (const field of new Set([...Object.keys(left), ...Object.keys(right)])) {
      if (field !== 'span') {
        pairs.push([left[field], right[field]]);
      }
    }
  }
  return true;
}

function isComposite(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
