import { MalformedRow } from '../format.ts';

/**
 * The exact JSON reader. It keeps what `JSON.parse` loses: the digits of numbers (64-bit integers, decimals) and the
 * order of keys. As Jackson in Flink's setting it takes NaN and Infinity and does not look at what follows the value.
 */
export type JsonNode = null | boolean | string | JsonNumber | JsonNode[] | JsonObject;
export type JsonObject = Map<string, JsonNode>;

/** A number as it was written. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /null|true|false|NaN|[+-]?INF|[+-]?Infinity/y;
const PLAIN_STRING = /"[^"\\\p{Cc}]*"/uy;
const SPACE = /[ \t\r\n]*/y;
const DEEPEST = 1000;

/** Reads the first JSON value of `text`. Throws `MalformedRow`. */
export function readJson(text: string): JsonNode {
  return new JsonReader(text).value(0);
}

/** Reads `text` as one JSON value with nothing but white space after it. Throws `MalformedRow`. */
export function readWholeJson(text: string): JsonNode {
  const reader = new JsonReader(text);
  const node = reader.value(0);
  reader.expectEnd();
  return node;
}

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): JsonNode {
    if (depth > DEEPEST) {
      throw new MalformedRow(`JSON is nested deeper than ${DEEPEST} levels`);
    }
    this.#skipSpace();
    const first = this.#text[this.#at];
    if (first === '{') {
      return this.#object(depth);
    }
    if (first === '[') {
      return this.#array(depth);
    }
    return first === '"' ? this.#string() : this.#scalar();
  }

  expectEnd(): void {
    if (this.#skipSpace() !== undefined) {
      throw this.#unexpected('the end');
    }
  }

  #object(depth: number): JsonObject {
    const fields: JsonObject = new Map();
    this.#at++;
    if (this.#skipSpace() === '}') {
      this.#at++;
      return fields;
    }
    for (;;) {
      if (this.#skipSpace() !== '"') {
        throw this.#unexpected('a field name in double quotes');
      }
      const name = this.#string();
      this.#expect(':');
      fields.set(name, this.value(depth + 1));
      if (this.#endOrComma('}')) {
        return fields;
      }
    }
  }

  #array(depth: number): JsonNode[] {
    const elements: JsonNode[] = [];
    this.#at++;
    if (this.#skipSpace() === ']') {
      this.#at++;
      return elements;
    }
    for (;;) {
      elements.push(this.value(depth + 1));
      if (this.#endOrComma(']')) {
        return elements;
      }
    }
  }

  #endOrComma(end: string): boolean {
    const next = this.#skipSpace();
    if (next !== end && next !== ',') {
      throw this.#unexpected(`“,” or “${end}”`);
    }
    this.#at++;
    return next === end;
  }

  #string(): string {
    const plain = this.#match(PLAIN_STRING);
    if (plain !== undefined) {
      return plain.slice(1, -1);
    }
    const end = this.#stringEnd();
    try {
      const text = JSON.parse(this.#text.slice(this.#at, end)) as string;
      this.#at = end;
      return text;
    } catch {
      throw this.#unexpected('a well-formed string');
    }
  }

  #stringEnd(): number {
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === '\\') {
        at++;
      } else if (char === '"') {
        return at + 1;
      }
    }
    throw new MalformedRow('JSON ends inside a string');
  }

  #scalar(): JsonNode {
    const word = this.#match(WORD);
    switch (word) {
      case 'null':
        return null;
      case 'true':
        return true;
      case 'false':
        return false;
      case undefined:
        break;
      default:
        return new JsonNumber(word.replace('INF', 'Infinity').replace('+', ''));
    }
    const number = this.#match(NUMBER);
    if (number === undefined || /[0-9.a-z_]/i.test(this.#text[this.#at] ?? '')) {
      throw this.#unexpected('a JSON value');
    }
    return new JsonNumber(number);
  }

  #expect(char: string): void {
    if (this.#skipSpace() !== char) {
      throw this.#unexpected(`“${char}”`);
    }
    this.#at++;
  }

  #skipSpace(): string | undefined {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
    return this.#text[this.#at];
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) {
      this.#at += found.length;
    }
    return found;
  }

  #unexpected(wanted: string): MalformedRow {
    const found = this.#at < this.#text.length ? `“${this.#text[this.#at]}”` : 'the end';
    return new MalformedRow(`it is not JSON: expected ${wanted} at character ${this.#at + 1}, found ${found}`);
  }
}

/** A JSON value as compact text, numbers as they were written. */
export function jsonText(node: JsonNode): string {
  if (node instanceof JsonNumber) {
    return node.text;
  }
  if (node instanceof Map) {
    return `{${[...node].map(([name, value]) => `${JSON.stringify(name)}:${jsonText(value)}`).join(',')}}`;
  }
  return Array.isArray(node) ? `[${node.map(jsonText).join(',')}]` : JSON.stringify(node);
}
