import type { CallExpression, Expression } from '@riffle/plan';

/** Calls whose arguments are not all evaluated: the compiler knows them by name. */
export type LazyKind = 'and' | 'or' | 'case' | 'coalesce';

const LAZY: Readonly<Record<string, LazyKind>> = {
  AND: 'and',
  OR: 'or',
  CASE: 'case',
  IF: 'case',
  COALESCE: 'coalesce',
  IFNULL: 'coalesce',
};

export function lazyKindOf({ name }: CallExpression): LazyKind | undefined {
  return Object.hasOwn(LAZY, name) ? LAZY[name] : undefined;
}

/** The operands of an AND or OR with those of the same kind inside it, left to right. */
export function flattenOperands(call: CallExpression): readonly Expression[] {
  const operands: Expression[] = [];
  const waiting: Expression[] = [...call.args].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'call' && next.name === call.name) {
      waiting.push(...[...next.args].reverse());
    } else {
      operands.push(next);
    }
  }
  return operands;
}
