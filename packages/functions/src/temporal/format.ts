import { fieldsOfMillis, type LogicalType, types, type Value, zoneOf } from '@riffle/columns';
import type { CompiledCall, ScalarBody, ScalarFunction } from '../contract.ts';
import { always, overloads, parameter } from '../signature/index.ts';
import { localMillis, nanosBeyond, zoneOrUtc } from './local-time.ts';
import { type JavaTimePattern, javaTime, simpleDate } from './pattern/index.ts';

/** Functions that give dates and times as text. */

/** The pattern of the functions that are asked for none. */
export const DEFAULT_PATTERN = 'yyyy-MM-dd HH:mm:ss';

const TEXT = always(types.string());
const POINT = parameter.ofKind('DATE', 'TIMESTAMP', 'TIMESTAMP_LTZ');

function compileDateFormat({ argumentTypes, context, literals }: CompiledCall): ScalarBody {
  const type = argumentTypes[0] as LogicalType;
  if (type.kind === 'CHAR' || type.kind === 'VARCHAR') {
    return (text, pattern) => reformat(text as string, pattern as string);
  }
  const [millis, nanos] = [localMillis(type, context.zone), nanosBeyond(type)];
  if (typeof literals[1] === 'string') {
    const write = writerOf(javaTime(literals[1]));
    return (value) => write(millis(value as Value), nanos(value as Value));
  }
  return (value, pattern) =>
    javaTime(pattern as string).format(fieldsOfMillis(millis(value as Value), nanos(value as Value)));
}

/** Events come nearly in order of time, so the text of the day, hour or minute before mostly serves again. */
function writerOf({ format, granularity }: JavaTimePattern): (millis: number, nanos: number) => string {
  if (granularity === 0) {
    return (millis, nanos) => format(fieldsOfMillis(millis, nanos));
  }
  let lastSpan = Number.NaN;
  let lastText = '';
  return (millis) => {
    const span = Math.floor(millis / granularity);
    if (span !== lastSpan) {
      lastSpan = span;
      lastText = format(fieldsOfMillis(millis));
    }
    return lastText;
  };
}

/** A text in the default pattern, written in another. */
function reformat(text: string, pattern: string): string | null {
  const utc = zoneOf('UTC');
  const instant = simpleDate(DEFAULT_PATTERN).parse(text, utc);
  return instant === undefined ? null : simpleDate(pattern).format(instant, utc);
}

const dateFormat: ScalarFunction = {
  kind: 'scalar',
  name: 'DATE_FORMAT',
  category: 'temporal',
  signatures: ['DATE_FORMAT(timestamp, pattern)', 'DATE_FORMAT(string, pattern)'],
  description: 'A date or time as text, in a pattern of Java such as yyyy-MM-dd HH:mm.',
  infer: overloads(
    'DATE_FORMAT',
    { parameters: [POINT, parameter.text], result: TEXT },
    { parameters: [parameter.text, parameter.text], result: TEXT },
  ),
  nulls: 'propagate',
  deterministic: true,
  compile: compileDateFormat,
};

const fromUnixTime: ScalarFunction = {
  kind: 'scalar',
  name: 'FROM_UNIXTIME',
  category: 'temporal',
  signatures: ['FROM_UNIXTIME(seconds [, pattern])'],
  description: 'The text of a time given in seconds since 1970-01-01 00:00:00 UTC, in the session time zone.',
  infer: overloads('FROM_UNIXTIME', { parameters: [parameter.bigint, parameter.text], optional: 1, result: TEXT }),
  nulls: 'propagate',
  deterministic: true,
  compile: ({ context }) => {
    const zone = zoneOf(context.zone);
    return (seconds, pattern = DEFAULT_PATTERN) => simpleDate(pattern as string).format(Number(seconds) * 1_000, zone);
  },
};

const convertTz: ScalarFunction = {
  kind: 'scalar',
  name: 'CONVERT_TZ',
  category: 'temporal',
  signatures: ['CONVERT_TZ(string, fromZone, toZone)'],
  description: 'A time text yyyy-MM-dd HH:mm:ss of one time zone, in another.',
  infer: overloads('CONVERT_TZ', { parameters: [parameter.text, parameter.text, parameter.text], result: TEXT }),
  nulls: 'propagate',
  deterministic: true,
  compile: () => {
    const pattern = simpleDate(DEFAULT_PATTERN);
    return (text, from, to) => {
      const instant = pattern.parse(text as string, zoneOrUtc(from as string));
      return instant === undefined ? null : pattern.format(instant, zoneOrUtc(to as string));
    };
  },
};

export const formatFunctions: readonly ScalarFunction[] = [dateFormat, fromUnixTime, convertTz];
