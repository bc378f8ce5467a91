import { MalformedRow } from '../format.ts';
import type { CsvOptions } from './csv-options.ts';

/** The values of one CSV record. */
export function splitRecord(text: string, options: CsvOptions): string[] {
  const simple =
    (options.quote === undefined || !text.includes(options.quote)) &&
    (options.escapeChar === undefined || !text.includes(options.escapeChar));
  if (simple) {
    const values = text.split(options.delimiter);
    return options.trimSpaces ? values.map((value) => value.trim()) : values;
  }
  const values: string[] = [];
  let at = 0;
  for (;;) {
    const value = readValue(text, at, options);
    values.push(value.text);
    if (value.end >= text.length) {
      return values;
    }
    at = value.end + 1;
  }
}

interface ReadValue {
  readonly text: string;
  /** Where the delimiter after the value stands, or the end of the record. */
  readonly end: number;
}

function readValue(text: string, from: number, options: CsvOptions): ReadValue {
  const start = options.trimSpaces ? skipBlanks(text, from) : from;
  return options.quote !== undefined && text[start] === options.quote
    ? readQuoted(text, start, options)
    : readPlain(text, start, options);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') {
    at++;
  }
  return at;
}

function readPlain(text: string, start: number, { delimiter, escapeChar, trimSpaces }: CsvOptions): ReadValue {
  let value = '';
  let at = start;
  for (; at < text.length && text[at] !== delimiter; at++) {
    if (escapeChar !== undefined && text[at] === escapeChar && at + 1 < text.length) {
      at++;
    }
    value += text[at];
  }
  return { text: trimSpaces ? value.trimEnd() : value, end: at };
}

function readQuoted(text: string, start: number, { quote, escapeChar, delimiter }: CsvOptions): ReadValue {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (escapeChar !== undefined && char === escapeChar && at + 1 < text.length) {
      value += text[++at];
    } else if (char !== quote) {
      value += char;
    } else if (text[at + 1] === quote) {
      value += text[++at];
    } else {
      return { text: value, end: closingEnd(text, at + 1, delimiter) };
    }
  }
  throw new MalformedRow('a quoted value has no closing quote');
}

/** After a closing quote only blanks may stand before the delimiter. */
function closingEnd(text: string, from: number, delimiter: string): number {
  const at = skipBlanks(text, from);
  if (at < text.length && text[at] !== delimiter) {
    throw new MalformedRow(`after a closing quote stands “${text[at]}” instead of “${delimiter}”`);
  }
  return at;
}

const LINE_FEED = 10;

/** Where the record that begins at `from` ends: at the first line feed outside quotes; -1 when none comes before `limit`. */
export function recordEndOf(options: CsvOptions): (bytes: Buffer, from: number, limit: number) => number {
  const quote = options.quote?.charCodeAt(0) ?? -1;
  const escapeChar = options.escapeChar?.charCodeAt(0) ?? -1;
  return (bytes, from, limit) => {
    const end = bytes.indexOf(LINE_FEED, from);
    const firstQuote = quote === -1 ? -1 : bytes.indexOf(quote, from);
    if (firstQuote === -1 || (end !== -1 && firstQuote > end)) {
      return end >= limit ? -1 : end;
    }
    let inQuotes = false;
    for (let at = from; at < limit; at++) {
      const byte = bytes[at];
      if (byte === escapeChar) {
        at++;
      } else if (byte === quote) {
        inQuotes = !inQuotes;
      } else if (byte === LINE_FEED && !inQuotes) {
        return at;
      }
    }
    return -1;
  };
}
