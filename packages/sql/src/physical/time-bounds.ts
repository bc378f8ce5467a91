/** Finds `left.time BETWEEN right.time - a AND right.time + b` in a join's conditions, however it is written. */
import type { Expression } from '@riffle/plan';

export interface TimeBounds {
  readonly time: 'rowtime' | 'proctime';
  readonly leftTime: number;
  /** Position among the right side's columns. */
  readonly rightTime: number;
  /** Milliseconds: right + lower ≤ left ≤ right + upper. */
  readonly lower: number;
  readonly upper: number;
  readonly used: readonly Expression[];
}

type TimeOf = (index: number) => 'rowtime' | 'proctime' | undefined;

/** A time attribute plus a constant. */
interface Shifted {
  readonly index: number;
  readonly millis: number;
}

export function timeBounds(conditions: readonly Expression[], width: number, timeOf: TimeOf): TimeBounds | undefined {
  let found: { left: number; right: number } | undefined;
  let lower: number | undefined;
  let upper: number | undefined;
  const used: Expression[] = [];
  for (const condition of conditions) {
    const bound = boundOf(condition, width, timeOf);
    if (bound === undefined || (found !== undefined && (found.left !== bound.left || found.right !== bound.right))) {
      continue;
    }
    found = { left: bound.left, right: bound.right };
    used.push(condition);
    if (bound.lower !== undefined) {
      lower = lower === undefined ? bound.lower : Math.max(lower, bound.lower);
    }
    if (bound.upper !== undefined) {
      upper = upper === undefined ? bound.upper : Math.min(upper, bound.upper);
    }
  }
  const time = found === undefined ? undefined : timeOf(found.left);
  if (found === undefined || lower === undefined || upper === undefined || time === undefined) {
    return undefined;
  }
  return { time, leftTime: found.left, rightTime: found.right - width, lower, upper, used };
}

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' };

interface Bound {
  readonly left: number;
  readonly right: number;
  readonly lower?: number | undefined;
  readonly upper?: number | undefined;
}

/** What one comparison says about left time − right time, in milliseconds. */
function boundOf(condition: Expression, width: number, timeOf: TimeOf): Bound | undefined {
  if (condition.kind !== 'call' || FLIPPED[condition.name] === undefined) {
    return undefined;
  }
  const [first, second] = condition.args.map((arg) => shiftedTime(arg, timeOf));
  if (first === undefined || second === undefined || timeOf(first.index) !== timeOf(second.index)) {
    return undefined;
  }
  const isStraight = first.index < width && second.index >= width;
  const isFlipped = second.index < width && first.index >= width;
  if (!isStraight && !isFlipped) {
    return undefined;
  }
  const [left, right] = isStraight ? [first, second] : [second, first];
  const operator = isStraight ? condition.name : FLIPPED[condition.name];
  const difference = right.millis - left.millis;
  const sides = { left: left.index, right: right.index };
  switch (operator) {
    case '<':
      return { ...sides, upper: difference - 1 };
    case '<=':
      return { ...sides, upper: difference };
    case '>':
      return { ...sides, lower: difference + 1 };
    case '>=':
      return { ...sides, lower: difference };
    default:
      return { ...sides, lower: difference, upper: difference };
  }
}

function shiftedTime(expression: Expression, timeOf: TimeOf): Shifted | undefined {
  if (expression.kind === 'input') {
    return timeOf(expression.index) === undefined ? undefined : { index: expression.index, millis: 0 };
  }
  if (expression.kind === 'cast' && expression.mode === 'implicit') {
    return shiftedTime(expression.arg, timeOf);
  }
  if (expression.kind !== 'call' || (expression.name !== '+' && expression.name !== '-')) {
    return undefined;
  }
  const [a, b] = expression.args;
  const time = a === undefined ? undefined : shiftedTime(a, timeOf);
  const interval = b === undefined ? undefined : intervalOf(b);
  if (time !== undefined && interval !== undefined) {
    return { index: time.index, millis: time.millis + (expression.name === '+' ? interval : -interval) };
  }
  const otherTime = b === undefined ? undefined : shiftedTime(b, timeOf);
  const otherInterval = a === undefined ? undefined : intervalOf(a);
  return expression.name === '+' && otherTime !== undefined && otherInterval !== undefined
    ? { index: otherTime.index, millis: otherTime.millis + otherInterval }
    : undefined;
}

function intervalOf(expression: Expression): number | undefined {
  return expression.kind === 'literal' && expression.type.kind === 'INTERVAL_DAY_TIME' && expression.value !== null
    ? Number(expression.value)
    : undefined;
}
