import {
  type BinaryType,
  type CharacterType,
  type LogicalType,
  MAX_LENGTH,
  types,
  type Value,
  withNullability,
} from '@riffle/columns';
import type { ScalarSpec } from '../define.ts';
import { isOfFamily, parameter, type ResultRule, returns, sameAs } from '../signature/index.ts';
import { codePointCount, indexOfCodePoint, sliceCodePoints } from './code-points.ts';

/** The first text's length as VARCHAR, nullable when an argument is. */
const varyingFirst: ResultRule = ({ types: given }) => {
  const [first] = given;
  const length = first !== undefined && 'length' in first ? first.length : MAX_LENGTH;
  return withNullability(
    types.varchar(length),
    given.some(({ nullable }) => nullable),
  );
};

/** The same, nullable whatever the arguments are. */
const varyingFirstOrNull: ResultRule = (args) => {
  const type = varyingFirst(args);
  return type && withNullability(type, true);
};

/** The type of `a || b`: of their lengths together. */
const concatenated: ResultRule = ({ types: [left, right] }) => {
  if (left === undefined || right === undefined) {
    return undefined;
  }
  const [a, b] = [left as CharacterType | BinaryType, right as CharacterType | BinaryType];
  const length = Math.min(MAX_LENGTH, a.length + b.length);
  const isFixed = !a.kind.startsWith('VAR') && !b.kind.startsWith('VAR');
  const nullable = left.nullable || right.nullable;
  if (isOfFamily(left, 'BINARY_STRING')) {
    return withNullability(isFixed ? types.binary(length) : types.varbinary(length), nullable);
  }
  return withNullability(isFixed ? types.char(length) : types.varchar(length), nullable);
};

const { text, binary, int, integer } = parameter;

/** Flink's SUBSTRING: from 1, from the end when negative; a negative length gives NULL. */
function substring(value: string, start: number, length: number | undefined): string | null {
  if (length !== undefined && length < 0) {
    return null;
  }
  const size = codePointCount(value);
  const from = start > 0 ? start - 1 : start < 0 ? size + start : 0;
  const to = length === undefined ? size : from + length;
  return from >= size || to <= 0 || from < 0
    ? from < 0 && to > 0
      ? sliceCodePoints(value, 0, to)
      : ''
    : sliceCodePoints(value, from, to);
}

function concatBytes(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}

function trimmed(
  value: string,
  characters: string,
  { leading, trailing }: { leading: boolean; trailing: boolean },
): string {
  const set = new Set(characters);
  const points = [...value];
  let [from, to] = [0, points.length];
  while (leading && from < to && set.has(points[from] as string)) {
    from++;
  }
  while (trailing && to > from && set.has(points[to - 1] as string)) {
    to--;
  }
  return points.slice(from, to).join('');
}

function trimSpec(
  name: string,
  sides: { leading: boolean; trailing: boolean },
  result: ResultRule,
  what: string,
): ScalarSpec {
  return {
    name,
    signatures: [`${name}(string [, characters])`],
    description: `The string without the characters (blanks when left out) at ${what}.`,
    overloads: [{ parameters: [text, text], optional: 1, result }],
    body: (value, characters = ' ') => trimmed(value as string, characters as string, sides),
  };
}

const TRIM: ScalarSpec = {
  name: 'TRIM',
  signatures: ['TRIM([BOTH | LEADING | TRAILING] [characters] FROM string)', 'TRIM(string)'],
  description: 'The string without the characters (blanks when left out) at its ends.',
  overloads: [
    {
      parameters: [parameter.symbol('BOTH', 'LEADING', 'TRAILING'), text, text],
      result: ({ types: [, , value, ...rest], infos }) =>
        value && varyingFirst({ types: [value, ...(infos[1] === undefined ? [] : [infos[1].type]), ...rest], infos }),
    },
    { parameters: [text], result: varyingFirst },
  ],
  body: (first, characters, value) =>
    value === undefined
      ? trimmed(first as string, ' ', { leading: true, trailing: true })
      : trimmed(value as string, characters as string, {
          leading: first !== 'TRAILING',
          trailing: first !== 'LEADING',
        }),
};

function mapped(name: string, description: string, change: (value: string) => string, result: ResultRule): ScalarSpec {
  return {
    name,
    signatures: [`${name}(string)`],
    description,
    overloads: [{ parameters: [text], result }],
    body: (value) => change(value as string),
  };
}

/** ASCII letters and digits make words; all other characters stand between words and stay as they are. */
function initCapitals(value: string): string {
  return value.replace(/[A-Za-z0-9]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
}

function charLength(value: Value, type: LogicalType | undefined): number {
  return type !== undefined && isOfFamily(type, 'BINARY_STRING')
    ? (value as Uint8Array).length
    : codePointCount(value as string);
}

function endTest(name: 'STARTSWITH' | 'ENDSWITH', description: string): ScalarSpec {
  const isStart = name === 'STARTSWITH';
  return {
    name,
    signatures: [`${name}(value, part)`],
    description,
    overloads: [
      { parameters: [text, text], result: returns(types.boolean()) },
      { parameters: [binary, binary], result: returns(types.boolean()) },
    ],
    body: (value, part) => {
      if (typeof value === 'string') {
        return isStart ? value.startsWith(part as string) : value.endsWith(part as string);
      }
      const [bytes, wanted] = [value as Uint8Array, part as Uint8Array];
      const from = isStart ? 0 : bytes.length - wanted.length;
      return from >= 0 && from + wanted.length <= bytes.length && wanted.every((byte, i) => bytes[from + i] === byte);
    },
  };
}

function overlay(value: string, replacement: string, start: number, length = replacement.length): string {
  if (start <= 0 || start > value.length) {
    return value;
  }
  const end = start - 1 + length;
  const rest = end > value.length || length < 0 ? '' : value.slice(end);
  return value.slice(0, start - 1) + replacement + rest;
}

/** The place of the `nth` occurrence from `start` on (from 1); a negative start counts from the end, backwards. */
function instr(value: string, part: string, start = 1, nth = 1): number | null {
  if (nth <= 0) {
    return null;
  }
  if (part === '' || start === 0) {
    return 0;
  }
  let at = start > 0 ? start - 2 : codePointCount(value) + start + 1;
  for (let i = 0; i < nth; i++) {
    at = start > 0 ? indexOfCodePoint(value, part, at + 1) : lastIndexBefore(value, part, at);
    if (at === -1) {
      return 0;
    }
  }
  return at + 1;
}

function lastIndexBefore(value: string, part: string, before: number): number {
  const points = [...value];
  for (let at = before - 1; at >= 0; at--) {
    if (points.slice(at).join('').startsWith(part)) {
      return at;
    }
  }
  return -1;
}

function pad(value: string, length: number, filler: string, isLeft: boolean): string | null {
  if (length < 0 || (filler === '' && length > value.length)) {
    return length < 0 ? null : '';
  }
  if (length <= value.length) {
    return value.slice(0, length);
  }
  return isLeft ? value.padStart(length, filler) : value.padEnd(length, filler);
}

function padSpec(name: 'LPAD' | 'RPAD', description: string): ScalarSpec {
  return {
    name,
    signatures: [`${name}(string, length, filler)`],
    description,
    overloads: [{ parameters: [text, int, text], result: returns(types.string()) }],
    body: (value, length, filler) => pad(value as string, length as number, filler as string, name === 'LPAD'),
  };
}

function translate(value: string, from: string, to: string): string {
  const targets = [...to];
  const table = new Map<string, string>();
  for (const [i, character] of [...from].entries()) {
    if (!table.has(character)) {
      table.set(character, targets[i] ?? '');
    }
  }
  return Array.from(value, (character) => table.get(character) ?? character).join('');
}

export const basicFunctions: readonly ScalarSpec[] = [
  {
    name: '||',
    signatures: ['string1 || string2'],
    description: 'Both strings joined.',
    overloads: [
      { parameters: [text, text], result: concatenated },
      { parameters: [binary, binary], result: concatenated },
    ],
    inline: ([left, right], [type]) => (type?.kind.endsWith('CHAR') ? `(${left} + ${right})` : undefined),
    body: (left, right) =>
      typeof left === 'string' ? left + (right as string) : concatBytes(left as Uint8Array, right as Uint8Array),
  },
  {
    name: 'CHAR_LENGTH',
    aliases: ['CHARACTER_LENGTH', 'LENGTH'],
    signatures: ['CHAR_LENGTH(string)'],
    description: 'The number of characters.',
    overloads: [{ parameters: [parameter.either(text, binary)], result: returns(types.int()) }],
    compile:
      ({ argumentTypes: [type] }) =>
      (value) =>
        charLength(value as Value, type),
  },
  mapped('UPPER', 'The string in capital letters.', (value) => value.toUpperCase(), sameAs(0)),
  mapped('LOWER', 'The string in small letters.', (value) => value.toLowerCase(), sameAs(0)),
  mapped('INITCAP', 'The string with every word starting in a capital letter.', initCapitals, sameAs(0)),
  mapped('REVERSE', 'The string backwards.', (value) => [...value].reverse().join(''), returns(types.string())),
  TRIM,
  trimSpec('LTRIM', { leading: true, trailing: false }, varyingFirst, 'its start'),
  trimSpec('RTRIM', { leading: false, trailing: true }, varyingFirst, 'its end'),
  trimSpec('BTRIM', { leading: true, trailing: true }, returns(types.string()), 'its ends'),
  {
    name: 'SUBSTRING',
    aliases: ['SUBSTR'],
    signatures: ['SUBSTRING(string FROM start [FOR length])', 'SUBSTR(string, start [, length])'],
    description: 'The part of the string that starts at a place (from 1), up to its end or so many characters.',
    overloads: [{ parameters: [text, int, int], optional: 1, result: varyingFirstOrNull }],
    body: (value, start, length) => substring(value as string, start as number, length as number | undefined),
  },
  {
    name: 'LEFT',
    signatures: ['LEFT(string, length)'],
    description: 'The first characters of the string; none when the length is negative.',
    overloads: [{ parameters: [text, int], result: varyingFirst }],
    body: (value, length) => (value as string).slice(0, Math.max(0, length as number)),
  },
  {
    name: 'RIGHT',
    signatures: ['RIGHT(string, length)'],
    description: 'The last characters of the string; none when the length is negative.',
    overloads: [{ parameters: [text, int], result: varyingFirst }],
    body: (value, length) =>
      (length as number) <= 0
        ? ''
        : (value as string).slice(Math.max(0, (value as string).length - (length as number))),
  },
  {
    name: 'OVERLAY',
    signatures: ['OVERLAY(string1 PLACING string2 FROM start [FOR length])'],
    description: 'string1 with the characters from start (from 1) replaced by string2.',
    overloads: [
      {
        parameters: [text, text, int, int],
        optional: 1,
        result: (args) => {
          const joined = concatenated(args);
          const length = joined !== undefined && 'length' in joined ? joined.length : MAX_LENGTH;
          return withNullability(
            types.varchar(length),
            args.types.some(({ nullable }) => nullable),
          );
        },
      },
    ],
    body: (value, replacement, start, length) =>
      overlay(value as string, replacement as string, start as number, length as number | undefined),
  },
  {
    name: 'REPLACE',
    signatures: ['REPLACE(string, search, replacement)'],
    description: 'The string with every occurrence of search replaced.',
    overloads: [{ parameters: [text, text, text], result: returns(types.string()) }],
    body: (value, search, replacement) => (value as string).replaceAll(search as string, () => replacement as string),
  },
  {
    name: 'TRANSLATE',
    signatures: ['TRANSLATE(string, from, to)'],
    description: 'The string with each character of from replaced by the one at the same place in to, or left out.',
    nulls: 'handled',
    overloads: [
      {
        parameters: [text, text, text],
        result: ({ types: [value, from] }) =>
          withNullability(types.string(), (value?.nullable ?? true) || (from?.nullable ?? true)),
      },
    ],
    body: (value, from, to) =>
      value === null || from === null ? null : translate(value as string, from as string, (to as string | null) ?? ''),
  },
  {
    name: 'REPEAT',
    signatures: ['REPEAT(string, count)'],
    description: 'The string so many times over.',
    overloads: [{ parameters: [text, int], result: returns(types.string()) }],
    body: (value, count) => (value as string).repeat(Math.max(0, count as number)),
  },
  {
    name: 'POSITION',
    signatures: ['POSITION(string1 IN string2)'],
    description: 'Where string1 starts in string2, from 1; 0 when it is not there.',
    overloads: [{ parameters: [text, text, int], optional: 1, result: returns(types.int()) }],
    body: (part, value, start = 1) => indexOfCodePoint(value as string, part as string, (start as number) - 1) + 1,
  },
  {
    name: 'LOCATE',
    signatures: ['LOCATE(string1, string2 [, start])'],
    description: 'Where string1 starts in string2 at or after start (from 1); 0 when it is not there.',
    overloads: [{ parameters: [text, text, int], optional: 1, result: returns(types.int()) }],
    body: (part, value, start = 1) => indexOfCodePoint(value as string, part as string, (start as number) - 1) + 1,
  },
  {
    name: 'INSTR',
    signatures: ['INSTR(string, part [, start [, nth]])'],
    description: 'Where the nth occurrence of part starts, from 1; 0 when it is not there.',
    overloads: [{ parameters: [text, text, int, int], optional: 2, result: returns(types.int()) }],
    body: (value, part, start, nth) =>
      instr(value as string, part as string, start as number | undefined, nth as number | undefined),
  },
  endTest('STARTSWITH', 'TRUE when the value starts with the part.'),
  endTest('ENDSWITH', 'TRUE when the value ends with the part.'),
  padSpec('LPAD', 'The string filled up on its left, or cut, to the length.'),
  padSpec('RPAD', 'The string filled up on its right, or cut, to the length.'),
  {
    name: 'CONCAT',
    signatures: ['CONCAT(string1, string2, …)'],
    description: 'The strings joined; NULL when one of them is NULL.',
    overloads: [{ parameters: [text], rest: text, result: returns(types.string()) }],
    body: (...values) => values.join(''),
  },
  {
    name: 'CONCAT_WS',
    signatures: ['CONCAT_WS(separator, string1, string2, …)'],
    description: 'The strings that are not NULL joined with the separator between them.',
    nulls: 'handled',
    overloads: [{ parameters: [text], rest: text, result: returns(types.string()) }],
    body: (separator, ...values) =>
      separator === null ? null : values.filter((value) => value !== null).join(separator as string),
  },
  {
    name: 'ASCII',
    signatures: ['ASCII(string)'],
    description: "The number of the string's first character; 0 for the empty string.",
    overloads: [{ parameters: [text], result: returns(types.int()) }],
    body: (value) => (((value as string).charCodeAt(0) || 0) << 24) >> 24,
  },
  {
    name: 'CHR',
    signatures: ['CHR(number)'],
    description: 'The character of that number, modulo 256; the empty string for a negative one.',
    overloads: [{ parameters: [integer], result: returns(types.string()) }],
    body: (value) => ((value as number) < 0 ? '' : String.fromCharCode(Number(BigInt(value as number) & 0xffn))),
  },
];
