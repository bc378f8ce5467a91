import { addMonths, type LogicalType, MILLIS_PER_DAY, types, type Value } from '@riffle/columns';
import type { CompiledCall, Inference, ScalarBody, ScalarFunction } from '../contract.ts';
import { longToInt } from '../runtime/index.ts';
import { overloads, parameter, returns } from '../signature/index.ts';
import { nanosBeyond, storedMillis } from './local-time.ts';
import { UNIT_MILLIS, UNIT_MONTHS, UNIT_NANOS, unitNamed, unitParameter } from './units.ts';

/** TIMESTAMPDIFF(unit, from, to). */

const TIMEPOINT = parameter.ofKind('DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ');

const inferShape = overloads('TIMESTAMPDIFF', {
  parameters: [unitParameter, TIMEPOINT, TIMEPOINT],
  result: returns(types.int()),
});

function infer(args: Parameters<ScalarFunction['infer']>[0]): Inference {
  const found = inferShape(args);
  const zoned = args.slice(1).filter(({ type }) => type.kind === 'TIMESTAMP_LTZ');
  return found.ok && zoned.length === 1
    ? { ok: false, message: 'TIMESTAMP_LTZ only supports diff between the same type. Cast both to one type.' }
    : found;
}

function compile({ literals, argumentTypes }: CompiledCall): ScalarBody {
  const unit = unitNamed(literals[0]) ?? '';
  const [fromType, toType] = argumentTypes.slice(1) as [LogicalType, LogicalType];
  const [fromMillis, toMillis] = [storedMillis(fromType), storedMillis(toType)];
  const months = UNIT_MONTHS.get(unit);
  if (months !== undefined) {
    return (_unit, from, to) =>
      Math.trunc(monthsBetween(fromMillis(from as Value), toMillis(to as Value)) / months) + 0;
  }
  const millis = UNIT_MILLIS.get(unit);
  if (millis !== undefined) {
    return (_unit, from, to) => longToInt(Math.trunc((toMillis(to as Value) - fromMillis(from as Value)) / millis));
  }
  const [fromNanos, toNanos] = [nanosBeyond(fromType), nanosBeyond(toType)];
  const size = UNIT_NANOS.get(unit) ?? 1;
  return (_unit, from, to) => {
    const span = toMillis(to as Value) - fromMillis(from as Value);
    return longToInt(
      (BigInt(span) * 1_000_000n + BigInt(toNanos(to as Value) - fromNanos(from as Value))) / BigInt(size),
    );
  };
}

/** Whole months from one time to another, negative when it is before (Calcite's `subtractMonths`). */
function monthsBetween(from: number, to: number): number {
  const [fromDay, toDay] = [Math.floor(from / MILLIS_PER_DAY), Math.floor(to / MILLIS_PER_DAY)];
  const months = monthsBetweenDays(fromDay, toDay);
  const isTooEarly = to - toDay * MILLIS_PER_DAY < from - fromDay * MILLIS_PER_DAY;
  return addMonths(fromDay, months) === toDay && isTooEarly ? months - 1 : months;
}

function monthsBetweenDays(from: number, to: number): number {
  if (to < from) {
    return -monthsBetweenDays(to, from);
  }
  // No month is longer than 31 days, so this never overshoots.
  let months = Math.floor((to - from) / 31);
  while (addMonths(from, months) < to && addMonths(from, months + 1) <= to) {
    months++;
  }
  return months;
}

export const timestampDiff: ScalarFunction = {
  kind: 'scalar',
  name: 'TIMESTAMPDIFF',
  category: 'temporal',
  signatures: ['TIMESTAMPDIFF(unit, from, to)'],
  description: 'How many whole units lie between two dates or times.',
  infer,
  nulls: 'propagate',
  deterministic: true,
  compile,
};
