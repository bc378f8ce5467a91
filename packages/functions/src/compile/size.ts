import { childrenOf, type Expression } from '@riffle/plan';
import { flattenOperands } from './lazy-call.ts';
import { membershipOf } from './membership.ts';

/** How many nodes the code of an expression comes from, counted up to `limit`; a membership in a set is one. */
export function sizeOf(expression: Expression, limit: number): number {
  let size = 0;
  const waiting: Expression[] = [expression];
  for (let next = waiting.pop(); next !== undefined && size < limit; next = waiting.pop()) {
    size++;
    if (next.kind !== 'call' || next.name !== 'OR') {
      waiting.push(...childrenOf(next));
    } else if (membershipOf(next) === undefined) {
      waiting.push(...flattenOperands(next));
    }
  }
  return size;
}
