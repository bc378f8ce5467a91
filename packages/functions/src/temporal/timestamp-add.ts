import type { LogicalType, Long, Value } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody, ScalarFunction } from '../contract.ts';
import { multiplyLong } from '../runtime/index.ts';
import { overloads, parameter, type ResultRule } from '../signature/index.ts';
import { milliShifter, monthShifter, nanoShifter, type Shifter, shiftedType } from './shift.ts';
import { UNIT_MILLIS, UNIT_MONTHS, UNIT_NANOS, unitNamed, unitParameter } from './units.ts';

/** TIMESTAMPADD(unit, count, temporal). */

const TIMEPOINT = parameter.ofKind('DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ');

/** Digits of the fraction a unit needs. */
const UNIT_DIGITS: ReadonlyMap<string, number> = new Map([
  ['MILLISECOND', 3],
  ['MICROSECOND', 6],
  ['NANOSECOND', 9],
]);

const DATE_UNITS = new Set(['DAY', 'WEEK', ...UNIT_MONTHS.keys()]);

const result: ResultRule = ({ types, infos }) => {
  const unit = unitNamed(infos[0]?.literal);
  const [, count, timepoint] = types;
  if (unit === undefined || count === undefined || timepoint === undefined) {
    return undefined;
  }
  const isAddable = DATE_UNITS.has(unit) || UNIT_MILLIS.has(unit) || UNIT_NANOS.has(unit);
  const nullable = count.nullable || timepoint.nullable;
  return isAddable ? { ...shiftedType(timepoint, !DATE_UNITS.has(unit), UNIT_DIGITS.get(unit)), nullable } : undefined;
};

const inferShape = overloads('TIMESTAMPADD', { parameters: [unitParameter, parameter.integer, TIMEPOINT], result });

function infer(args: readonly ArgumentInfo[]): Inference {
  const found = inferShape(args);
  return found.ok || args[1]?.type.kind !== 'DECIMAL'
    ? found
    : { ok: false, message: `TIMESTAMPADD takes a whole number of units, not a DECIMAL.\n${found.message}` };
}

function compile({ literals, argumentTypes, resultType }: CompiledCall): ScalarBody {
  const unit = unitNamed(literals[0]) ?? '';
  const [shift, size] = shifterOf(unit, argumentTypes[2] as LogicalType, resultType);
  return (_unit, count, value) => shift(value as Value, multiplyLong(count as Long, size));
}

function shifterOf(unit: string, type: LogicalType, resultType: LogicalType): readonly [Shifter, number] {
  const months = UNIT_MONTHS.get(unit);
  if (months !== undefined) {
    return [monthShifter(type), months];
  }
  const millis = UNIT_MILLIS.get(unit);
  if (millis !== undefined) {
    return [milliShifter(type, resultType), millis];
  }
  return [nanoShifter(type, resultType), UNIT_NANOS.get(unit) ?? 1];
}

export const timestampAdd: ScalarFunction = {
  kind: 'scalar',
  name: 'TIMESTAMPADD',
  category: 'temporal',
  signatures: ['TIMESTAMPADD(unit, count, temporal)'],
  description: 'A date or time moved on by a number of units.',
  infer,
  nulls: 'propagate',
  deterministic: true,
  compile,
};
