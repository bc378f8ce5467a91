import {
  civilOfDays,
  dayOfYear,
  formatType,
  isoDayOfWeek,
  isoWeek,
  type LogicalType,
  MILLIS_PER_DAY,
  types,
  type Value,
} from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody, ScalarFunction } from '../contract.ts';
import { overloads, parameter, returns } from '../signature/index.ts';
import { localMillis, nanosBeyond } from './local-time.ts';
import { UNIT_NANOS, unitNamed, unitOfLiteral, unitParameter } from './units.ts';

/** EXTRACT and its short forms YEAR, QUARTER … SECOND. */

/** Units counted from a date. */
const FROM_DAYS: ReadonlyMap<string, (days: number) => number> = new Map([
  ['DAY', (days) => civilOfDays(days).day],
  ['MONTH', (days) => civilOfDays(days).month],
  ['QUARTER', (days) => Math.ceil(civilOfDays(days).month / 3)],
  ['YEAR', (days) => civilOfDays(days).year],
  ['DECADE', (days) => Math.trunc(civilOfDays(days).year / 10)],
  ['CENTURY', (days) => eraOf(civilOfDays(days).year, 100)],
  ['MILLENNIUM', (days) => eraOf(civilOfDays(days).year, 1_000)],
  ['WEEK', (days) => isoWeek(days).week],
  ['ISOYEAR', (days) => isoWeek(days).year],
  ['DOW', (days) => (isoDayOfWeek(days) % 7) + 1],
  ['ISODOW', isoDayOfWeek],
  ['DOY', dayOfYear],
]);

/** Centuries and millennia start with the year 1: 2000 is of the 20th century. */
function eraOf(year: number, length: number): number {
  return Math.trunc((year + Math.sign(year || -1) * (length - 1)) / length);
}

/** Units counted within a day: their length in milliseconds and how many make the next larger one. */
const FROM_MILLIS: ReadonlyMap<string, readonly [length: number, modulo: number]> = new Map([
  ['HOUR', [3_600_000, 24]],
  ['MINUTE', [60_000, 60]],
  ['SECOND', [1_000, 60]],
  ['MILLISECOND', [1, 1_000]],
]);

/** Units of which months make one: how many, and how many there are in the next larger unit. */
const FROM_MONTHS: ReadonlyMap<string, (months: number) => number> = new Map([
  ['MONTH', (months) => months % 12],
  ['QUARTER', (months) => Math.trunc((months % 12) / 3) + 1],
  ['YEAR', (months) => Math.trunc(months / 12)],
  ['DECADE', (months) => Math.trunc(months / 120)],
  ['CENTURY', (months) => Math.trunc(months / 1_200)],
  ['MILLENNIUM', (months) => Math.trunc(months / 12_000)],
]);

/** The part `unit` of a value of `type`; undefined when such values have no such part. */
function partReader(unit: string, type: LogicalType, zone: string): ((value: Value) => number) | undefined {
  switch (type.kind) {
    case 'INTERVAL_YEAR_MONTH':
      return FROM_MONTHS.get(unit) as ((value: Value) => number) | undefined;
    case 'INTERVAL_DAY_TIME':
      return intervalPart(unit);
    case 'DATE':
      return UNIT_NANOS.has(unit) ? undefined : timePart(unit, type, zone);
    case 'TIME':
      return FROM_DAYS.has(unit) || UNIT_NANOS.has(unit) ? undefined : timePart(unit, type, zone);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return timePart(unit, type, zone);
    default:
      return undefined;
  }
}

function intervalPart(unit: string): ((value: Value) => number) | undefined {
  const part = FROM_MILLIS.get(unit);
  if (unit === 'DAY') {
    return (value) => Math.trunc(Number(value) / MILLIS_PER_DAY) + 0;
  }
  return part && ((value) => (Math.trunc(Number(value) / part[0]) % part[1]) + 0);
}

function timePart(unit: string, type: LogicalType, zone: string): ((value: Value) => number) | undefined {
  const millis = localMillis(type, zone);
  const fromDays = FROM_DAYS.get(unit);
  if (fromDays !== undefined) {
    return (value) => fromDays(Math.floor(millis(value) / MILLIS_PER_DAY));
  }
  const fromMillis = FROM_MILLIS.get(unit);
  if (fromMillis !== undefined) {
    const [length, modulo] = fromMillis;
    const full = length * modulo;
    return (value) => Math.floor((((millis(value) % full) + full) % full) / length);
  }
  if (unit === 'EPOCH') {
    return (value) => Math.trunc(millis(value) / 1_000) + 0;
  }
  return fractionPart(unit, millis, nanosBeyond(type));
}

/** MICROSECOND and NANOSECOND: the whole fraction of the second. */
function fractionPart(
  unit: string,
  millis: (value: Value) => number,
  nanos: (value: Value) => number,
): (value: Value) => number {
  const divisor = unit === 'MICROSECOND' ? 1_000 : 1;
  return (value) => {
    const ofSecond = ((millis(value) % 1_000) + 1_000) % 1_000;
    return Math.floor((ofSecond * 1_000_000 + nanos(value)) / divisor);
  };
}

const SOURCE = parameter.ofKind(
  'DATE',
  'TIME',
  'TIMESTAMP',
  'TIMESTAMP_LTZ',
  'INTERVAL_YEAR_MONTH',
  'INTERVAL_DAY_TIME',
);

const inferExtract = overloads('EXTRACT', { parameters: [unitParameter, SOURCE], result: returns(types.bigint()) });

function inferPart(
  name: string,
  unit: string | undefined,
  source: ArgumentInfo | undefined,
  found: Inference,
): Inference {
  if (!found.ok || unit === undefined || source === undefined || partReader(unit, source.type, 'UTC') !== undefined) {
    return found;
  }
  return { ok: false, message: `${unit} can not be applied to ${name} of a value of type ${formatType(source.type)}.` };
}

const extract: ScalarFunction = {
  kind: 'scalar',
  name: 'EXTRACT',
  category: 'temporal',
  signatures: ['EXTRACT(unit FROM temporal)'],
  description: 'A part of a date, time, timestamp or interval as a whole number.',
  infer: (args) => inferPart('EXTRACT', unitNamed(args[0]?.literal), args[1], inferExtract(args)),
  nulls: 'propagate',
  deterministic: true,
  compile: (call) => {
    const read = partOf(call, unitNamed(call.literals[0]) ?? '', 1);
    return (_unit, value) => read(value as Value);
  },
  inline: ([unit, value], [, type]) => inlinePart(unitOfLiteral(unit), value, type),
};

/** Clock units of millisecond timestamps: a division and a remainder. */
function inlinePart(
  unit: string | undefined,
  value: string | undefined,
  type: LogicalType | undefined,
): string | undefined {
  const part = FROM_MILLIS.get(unit ?? '');
  if (part === undefined || value === undefined || type?.kind !== 'TIMESTAMP' || type.precision > 3) {
    return undefined;
  }
  const [length, modulo] = part;
  const count = length === 1 ? value : `Math.floor(${value} / ${length})`;
  return `((${count} % ${modulo} + ${modulo}) % ${modulo})`;
}

function partOf(call: CompiledCall, unit: string, argument: number): (value: Value) => number {
  const read = partReader(unit, call.argumentTypes[argument] as LogicalType, call.context.zone);
  if (read === undefined) {
    throw new Error(`EXTRACT was bound with the unit ${unit}, which its source does not have`);
  }
  return read;
}

function shortForm(name: string, unit: string): ScalarFunction {
  const infer = overloads(name, { parameters: [SOURCE], result: returns(types.bigint()) });
  return {
    kind: 'scalar',
    name,
    category: 'temporal',
    signatures: [`${name}(temporal)`],
    description: `EXTRACT(${unit} FROM temporal).`,
    infer: (args) => inferPart(name, unit, args[0], infer(args)),
    nulls: 'propagate',
    deterministic: true,
    compile: (call) => partOf(call, unit, 0) as ScalarBody,
    inline: ([value], [type]) => inlinePart(unit, value, type),
  };
}

export const extractFunctions: readonly ScalarFunction[] = [
  extract,
  ...['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'HOUR', 'MINUTE', 'SECOND'].map((unit) => shortForm(unit, unit)),
  shortForm('DAYOFYEAR', 'DOY'),
  shortForm('DAYOFMONTH', 'DAY'),
  shortForm('DAYOFWEEK', 'DOW'),
];
