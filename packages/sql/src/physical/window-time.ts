import type { WindowTime } from '@riffle/plan';
import { timeAttributeOf } from '../binder/casts.ts';
import type { Draft } from './draft.ts';
import { PlanningError } from './planning-error.ts';

/** The time column a window goes by; it must still be a time attribute. */
export function windowTime(input: Draft, index: number): WindowTime {
  const type = input.output[index]?.type;
  const kind = type === undefined ? undefined : timeAttributeOf(type);
  if (type === undefined || kind === undefined) {
    throw new PlanningError(
      'lost-time-attribute',
      `The column "${input.output[index]?.name ?? ''}" is no time attribute here: a regular join or an unbounded aggregation below has turned it into a plain timestamp.`,
    );
  }
  return { index, kind, local: type.kind === 'TIMESTAMP_LTZ' };
}
