import { isZone, type LogicalType, type Long, ticksOf, types, type Value, zoneOf } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, InlineOrNull, ScalarBody, ScalarFunction } from '../contract.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { always, isOfFamily, overloads, parameter } from '../signature/index.ts';
import { parseDefaultTimestamp, parseWithPattern } from './parse.ts';

/** TO_TIMESTAMP_LTZ: of a number of seconds or milliseconds, or of a text. Outside the years 0 to 9999 it gives NULL. */

const MIN_MILLIS = -62_167_219_200_000;
const MAX_MILLIS = 253_402_300_799_999;
const LTZ = always(types.timestampLtz(3));

const inferShape = overloads(
  'TO_TIMESTAMP_LTZ',
  { parameters: [parameter.numeric, parameter.integer], optional: 1, result: LTZ },
  { parameters: [parameter.text, parameter.text, parameter.text], optional: 2, result: LTZ },
);

function unsupported(precision: Value): string {
  return `The precision value '${precision}' for function TO_TIMESTAMP_LTZ(numeric, precision) is unsupported, the supported value is '0' for second or '3' for millisecond.`;
}

function infer(args: readonly ArgumentInfo[]): Inference {
  const found = inferShape(args);
  const precision = args[1]?.literal;
  const isNumber = args[0] !== undefined && isOfFamily(args[0].type, 'NUMERIC');
  return found.ok && isNumber && typeof precision === 'number' && precision !== 0 && precision !== 3
    ? { ok: false, message: unsupported(precision) }
    : found;
}

function compile({ argumentTypes }: CompiledCall): ScalarBody {
  const type = argumentTypes[0] as LogicalType;
  if (!isOfFamily(type, 'NUMERIC')) {
    return (text, pattern, zone) => ofText(text as string, pattern as string | undefined, zone as string | undefined);
  }
  const millisOf = millisReader(type);
  return (value, precision = 3) => {
    if (precision !== 0 && precision !== 3) {
      throw new EvaluationError(unsupported(precision));
    }
    const millis = millisOf(value as Long, precision === 0 ? 1_000 : 1);
    return millis >= MIN_MILLIS && millis <= MAX_MILLIS ? millis : null;
  };
}

/** Whole numbers of milliseconds or seconds. Beyond the years that count a double need not be exact. */
function inlineOrNull(
  [value, precision = '3']: readonly string[],
  [type]: readonly LogicalType[],
): InlineOrNull | undefined {
  if (type === undefined || !isOfFamily(type, 'INTEGER_NUMERIC') || (precision !== '3' && precision !== '0')) {
    return undefined;
  }
  return {
    value: precision === '3' ? `Number(${value})` : `Number(${value}) * 1000`,
    isNull: (millis) => `!(${millis} >= ${MIN_MILLIS} && ${millis} <= ${MAX_MILLIS})`,
  };
}

/** A fraction of a millisecond is cut off; so is one of a second, but only of DECIMAL, as in Flink. */
function millisReader(type: LogicalType): (value: Long, unit: number) => number {
  if (type.kind === 'DECIMAL') {
    const divisor = 10n ** BigInt(type.scale);
    return (value, unit) => Number(BigInt(value) / divisor) * unit + 0;
  }
  return (value, unit) => Math.trunc(Number(value) * unit) + 0;
}

function ofText(text: string, pattern: string | undefined, zone = 'UTC'): Value {
  const parsed = pattern === undefined ? parseDefaultTimestamp(text) : parseWithPattern(text, pattern);
  if (parsed === undefined || !isZone(zone)) {
    return null;
  }
  return ticksOf(zoneOf(zone).instantOf(parsed.millis), parsed.nanos, 3);
}

export const toTimestampLtz: ScalarFunction = {
  kind: 'scalar',
  name: 'TO_TIMESTAMP_LTZ',
  category: 'temporal',
  signatures: ['TO_TIMESTAMP_LTZ(numeric [, precision])', 'TO_TIMESTAMP_LTZ(string [, pattern [, zone]])'],
  description: 'The instant of a number of seconds (precision 0) or milliseconds (3), or of a text in a time zone.',
  infer,
  nulls: 'propagate',
  deterministic: true,
  inlineOrNull,
  compile,
};
