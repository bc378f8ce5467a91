import type { Expression, JoinKey } from '@riffle/plan';

export interface SplitCondition {
  readonly keys: readonly JoinKey[];
  readonly rest: readonly Expression[];
}

/** Equalities of a left and a right column, and what else must hold. */
export function splitCondition(conjuncts: readonly Expression[], width: number): SplitCondition {
  const keys: JoinKey[] = [];
  const rest: Expression[] = [];
  for (const part of conjuncts) {
    const key = columnEquality(part, width);
    if (key === undefined) {
      rest.push(part);
    } else {
      keys.push(key);
    }
  }
  return { keys, rest };
}

function columnEquality(part: Expression, width: number): JoinKey | undefined {
  if (part.kind !== 'call' || (part.name !== '=' && part.name !== 'IS NOT DISTINCT FROM')) {
    return undefined;
  }
  const [a, b] = part.args;
  if (a?.kind !== 'input' || b?.kind !== 'input' || a.type.kind !== b.type.kind) {
    return undefined;
  }
  const [left, right] = a.index < b.index ? [a.index, b.index] : [b.index, a.index];
  const filterNulls = part.name === '=';
  return left < width && right >= width ? { left, right: right - width, filterNulls } : undefined;
}
