import { suggest } from '@riffle/base';
import type { OptionDefinition, OptionType } from './connector-definition.ts';

/** What became of an option's text: the value, or why it is none. */
export type OptionValue<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

const MILLIS_PER_UNIT: readonly (readonly [names: readonly string[], millis: number])[] = [
  [['d', 'day', 'days'], 86_400_000],
  [['h', 'hour', 'hours'], 3_600_000],
  [['m', 'min', 'minute', 'minutes'], 60_000],
  [['s', 'sec', 'secs', 'second', 'seconds'], 1_000],
  [['ms', 'milli', 'millis', 'millisecond', 'milliseconds'], 1],
  [['µs', 'micro', 'micros', 'microsecond', 'microseconds'], 1e-3],
  [['ns', 'nano', 'nanos', 'nanosecond', 'nanoseconds'], 1e-6],
];

const BYTES_PER_UNIT: readonly (readonly [names: readonly string[], bytes: number])[] = [
  [['b', 'bytes'], 1],
  [['k', 'kb', 'kibibytes'], 2 ** 10],
  [['m', 'mb', 'mebibytes'], 2 ** 20],
  [['g', 'gb', 'gibibytes'], 2 ** 30],
  [['t', 'tb', 'tebibytes'], 2 ** 40],
];

const good = <T>(value: T): OptionValue<T> => ({ ok: true, value });
const bad = (message: string): OptionValue<never> => ({ ok: false, message });

/**
 * A length of time in whole milliseconds; undefined when the text is none. Takes a whole number with a unit (`1 min`,
 * `500ms`; none means milliseconds) and ISO-8601 (`PT1M`), as Flink's settings do. What is finer is cut off.
 */
export function durationMillis(text: string): number | undefined {
  const trimmed = text.trim();
  const millis = parseIsoDuration(trimmed) ?? parseWithUnit(trimmed, MILLIS_PER_UNIT);
  return millis === undefined ? undefined : Math.trunc(millis);
}

/** A length of time in milliseconds, as `durationMillis` reads it. */
export function parseDuration(text: string): OptionValue<number> {
  const millis = durationMillis(text);
  return millis === undefined
    ? bad(`'${text}' is not a length of time; write it as 10 s, 1 min or 500 ms.`)
    : good(millis);
}

function parseIsoDuration(text: string): number | undefined {
  const match = /^([+-])?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,9})?)S)?)?$/i.exec(text);
  if (match === null || /^[+-]?PT?$/i.test(text) || text.toUpperCase().endsWith('T')) {
    return undefined;
  }
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const millis =
    Number(days) * 86_400_000 + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000;
  return sign === '-' ? -millis : millis;
}

/** A size in bytes: a whole number with a unit (`64 kb`, `128MB`; none means bytes), as Flink's settings take. */
export function parseMemorySize(text: string): OptionValue<number> {
  const bytes = parseWithUnit(text.trim(), BYTES_PER_UNIT);
  return bytes === undefined ? bad(`'${text}' is not a size; write it as 64 kb, 128 mb or 1 gb.`) : good(bytes);
}

function parseWithUnit(text: string, units: typeof BYTES_PER_UNIT): number | undefined {
  const match = /^(\d+)\s*([a-zµ]*)$/i.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, digits = '', unit = ''] = match;
  const factor = unit === '' ? 1 : units.find(([names]) => names.includes(unit.toLowerCase()))?.[1];
  return factor === undefined ? undefined : Number(digits) * factor;
}

function parseBoolean(text: string): OptionValue<boolean> {
  const word = text.trim().toLowerCase();
  return word === 'true' || word === 'false' ? good(word === 'true') : bad(`'${text}' is neither true nor false.`);
}

/** A whole number that JavaScript holds exactly and that fits 32 bits (`int`) or 64 (`long`). */
export function parseWholeNumber(text: string, type: 'int' | 'long' = 'long'): OptionValue<number> {
  const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  const fits = type === 'int' ? (value | 0) === value : Number.isSafeInteger(value);
  return fits ? good(value) : bad(`'${text}' is not a whole number${type === 'int' ? ' of 32 bits' : ''}.`);
}

export function parseNumber(text: string): OptionValue<number> {
  const value = text.trim() === '' ? Number.NaN : Number(text.trim());
  return Number.isNaN(value) ? bad(`'${text}' is not a number.`) : good(value);
}

/** One of the allowed words, spelled as in `values`; letter case and `-` against `_` do not count. */
export function parseChoice(text: string, values: readonly string[]): OptionValue<string> {
  const plain = (word: string): string => word.trim().toLowerCase().replaceAll('_', '-');
  const found = values.find((value) => plain(value) === plain(text));
  if (found !== undefined) {
    return good(found);
  }
  const meant = suggest(text, values);
  const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
  return bad(`'${text}' is not one of ${values.join(', ')}.${hint}`);
}

/** Parts between semicolons, blanks around them dropped. */
export function parseList(text: string): string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const CHECKS: { readonly [K in OptionType]?: (text: string, option: OptionDefinition) => OptionValue<unknown> } = {
  boolean: parseBoolean,
  int: (text) => parseWholeNumber(text, 'int'),
  long: (text) => parseWholeNumber(text),
  double: parseNumber,
  duration: parseDuration,
  'memory-size': parseMemorySize,
  enum: (text, option) => parseChoice(text, option.values ?? []),
};

/** Why `text` does not fit the option, as a sentence, or undefined when it does. */
export function checkOptionValue(option: OptionDefinition, text: string): string | undefined {
  const outcome = CHECKS[option.type]?.(text, option);
  return outcome === undefined || outcome.ok ? undefined : outcome.message;
}
