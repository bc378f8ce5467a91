import { type JsonNode, JsonNumber } from './node.ts';

/** The text is not JSON; the message names line and column. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}

const MAX_DEPTH = 1000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE])/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const WORDS: ReadonlyMap<string, JsonNode> = new Map<string, JsonNode>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

export interface ParseOptions {
  /** A field name met twice in an object: the last one counts (default), or the text is refused. */
  readonly onDuplicate?: 'last' | 'error';
  /** Text behind the value: it is not looked at (default), or refused. */
  readonly onTrailing?: 'ignore' | 'error';
}

/**
 * Reads the first JSON value of `text`. What follows it is not looked at, as in Flink, whose parser reads one value
 * and stops: `{} x` is JSON, `1x` is not.
 *
 * Throws `JsonSyntaxError`.
 */
export function parseJson(text: string, options: ParseOptions = {}): JsonNode {
  return new JsonReader(text, options).readRoot();
}

class JsonReader {
  readonly #text: string;
  readonly #options: ParseOptions;
  #at = 0;
  #depth = 0;

  constructor(text: string, options: ParseOptions) {
    this.#text = text;
    this.#options = options;
  }

  readRoot(): JsonNode {
    const node = this.#readValue();
    if (node instanceof JsonNumber && !/^\s?$/.test(this.#text.charAt(this.#at))) {
      throw this.#error('a blank must follow the number');
    }
    if (this.#options.onTrailing === 'error' && this.#text.slice(this.#at).trim() !== '') {
      throw this.#error('nothing may follow the value');
    }
    return node;
  }

  #readValue(): JsonNode {
    this.#skipBlanks();
    const char = this.#text[this.#at];
    switch (char) {
      case '{':
        return this.#readObject();
      case '[':
        return this.#readArray();
      case '"':
        return this.#readString();
      case undefined:
        throw this.#error('a value is missing');
      default:
        return char === '-' || (char >= '0' && char <= '9') ? this.#readNumber() : this.#readWord();
    }
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) {
      throw this.#error(`values may nest ${MAX_DEPTH} deep at most`);
    }
  }

  #readObject(): JsonNode {
    const start = this.#at++;
    this.#enter();
    const fields = new Map<string, JsonNode>();
    if (this.#accept('}')) {
      this.#depth--;
      return fields;
    }
    do {
      this.#skipBlanks();
      this.#expectMore(start, 'object');
      if (this.#text[this.#at] !== '"') {
        throw this.#error('a quoted field name was expected');
      }
      const key = this.#readString();
      if (!this.#accept(':')) {
        throw this.#error('":" was expected');
      }
      if (this.#options.onDuplicate === 'error' && fields.has(key)) {
        throw this.#error(`the field "${key}" is there twice`);
      }
      fields.set(key, this.#readValue());
    } while (this.#accept(','));
    this.#close('}', start, 'object');
    return fields;
  }

  #readArray(): JsonNode {
    const start = this.#at++;
    this.#enter();
    const elements: JsonNode[] = [];
    if (this.#accept(']')) {
      this.#depth--;
      return elements;
    }
    do {
      this.#skipBlanks();
      this.#expectMore(start, 'array');
      elements.push(this.#readValue());
    } while (this.#accept(','));
    this.#close(']', start, 'array');
    return elements;
  }

  #expectMore(start: number, what: string): void {
    if (this.#at >= this.#text.length) {
      throw this.#error(`the ${what} has no end`, start);
    }
  }

  #close(bracket: string, start: number, what: string): void {
    if (!this.#accept(bracket)) {
      this.#expectMore(start, what);
      throw this.#error(`"," or "${bracket}" was expected`);
    }
    this.#depth--;
  }

  #readString(): string {
    const text = this.#text;
    let result = '';
    let from = ++this.#at;
    for (;;) {
      const code = this.#skipPlain();
      if (code === 0x22) {
        const last = text.slice(from, this.#at++);
        return result === '' ? last : result + last;
      }
      if (code === 0x5c) {
        result += text.slice(from, this.#at) + this.#readEscape();
        from = this.#at;
      } else if (Number.isNaN(code)) {
        throw this.#error('the string has no end');
      } else {
        throw this.#error('a control character in a string must be escaped');
      }
    }
  }

  /** Moves to the next quote, backslash or control character and gives its code; NaN at the end. */
  #skipPlain(): number {
    const text = this.#text;
    let at = this.#at;
    let code = text.charCodeAt(at);
    while (code >= 0x20 && code !== 0x22 && code !== 0x5c) {
      code = text.charCodeAt(++at);
    }
    this.#at = at;
    return code;
  }

  #readEscape(): string {
    const char = this.#text[this.#at + 1] ?? '';
    const simple = ESCAPES[char];
    if (simple !== undefined) {
      this.#at += 2;
      return simple;
    }
    const hex = this.#text.slice(this.#at + 2, this.#at + 6);
    if (char !== 'u' || !/^[\da-fA-F]{4}$/.test(hex)) {
      throw this.#error('unknown escape');
    }
    this.#at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  #readNumber(): JsonNode {
    NUMBER.lastIndex = this.#at;
    if (!NUMBER.test(this.#text)) {
      throw this.#error('not a number');
    }
    const start = this.#at;
    this.#at = NUMBER.lastIndex;
    return new JsonNumber(this.#text.slice(start, this.#at));
  }

  #readWord(): JsonNode {
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#text)?.[0] ?? (this.#text[this.#at] as string);
    const value = WORDS.get(word);
    if (value === undefined) {
      throw this.#error(`unknown word "${word}"`);
    }
    this.#at += word.length;
    return value;
  }

  #accept(char: string): boolean {
    this.#skipBlanks();
    if (this.#text.charCodeAt(this.#at) !== char.charCodeAt(0)) {
      return false;
    }
    this.#at++;
    return true;
  }

  #skipBlanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) {
        return;
      }
      this.#at++;
    }
  }

  #error(what: string, at = this.#at): JsonSyntaxError {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    return new JsonSyntaxError(`Not JSON: ${what} (line: ${line}, column: ${column}).`);
  }
}
