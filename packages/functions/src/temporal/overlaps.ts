import { type LogicalType, types, type Value } from '@riffle/columns';
import type { CompiledCall, ScalarBody, ScalarFunction } from '../contract.ts';
import { isOfFamily, overloads, parameter, returns } from '../signature/index.ts';
import { nanosBeyond, storedMillis } from './local-time.ts';
import { monthShifter } from './shift.ts';

/** `(start, end or length) OVERLAPS (start, end or length)`. */

const POINT = parameter.ofKind('DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ');
const END = parameter.ofKind('DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ', 'INTERVAL_YEAR_MONTH', 'INTERVAL_DAY_TIME');

/** A point in time as one comparable number; below a microsecond it is not exact, which decides nothing here. */
type PointOf = (value: Value) => number;

function pointOf(type: LogicalType): PointOf {
  const [millis, nanos] = [storedMillis(type), nanosBeyond(type)];
  return (value) => millis(value) + nanos(value) / 1_000_000;
}

/** Both ends of a period, the earlier first. */
function periodOf(start: LogicalType, end: LogicalType): (start: Value, end: Value) => readonly [number, number] {
  const startOf = pointOf(start);
  const endOf = endReader(start, end);
  return (from, to) => {
    const [a, b] = [startOf(from), endOf(from, to)];
    return a <= b ? [a, b] : [b, a];
  };
}

function endReader(start: LogicalType, end: LogicalType): (start: Value, end: Value) => number {
  if (!isOfFamily(end, 'INTERVAL')) {
    const read = pointOf(end);
    return (_start, to) => read(to);
  }
  if (end.kind === 'INTERVAL_DAY_TIME') {
    const read = pointOf(start);
    return (from, span) => read(from) + Number(span);
  }
  const [read, shift] = [pointOf(start), monthShifter(start)];
  return (from, span) => read(shift(from, span as number));
}

function compile({ argumentTypes }: CompiledCall): ScalarBody {
  const [a, b, c, d] = argumentTypes as readonly [LogicalType, LogicalType, LogicalType, LogicalType];
  const [first, second] = [periodOf(a, b), periodOf(c, d)];
  return (start1, end1, start2, end2) => {
    const [from1, to1] = first(start1 as Value, end1 as Value);
    const [from2, to2] = second(start2 as Value, end2 as Value);
    return to1 >= from2 && to2 >= from1;
  };
}

export const overlaps: ScalarFunction = {
  kind: 'scalar',
  name: 'OVERLAPS',
  category: 'temporal',
  signatures: ['(start, end) OVERLAPS (start, end)', '(start, interval) OVERLAPS (start, interval)'],
  description: 'Whether two periods have a point in time in common.',
  infer: overloads('OVERLAPS', { parameters: [POINT, END, POINT, END], result: returns(types.boolean()) }),
  nulls: 'propagate',
  deterministic: true,
  compile,
};
