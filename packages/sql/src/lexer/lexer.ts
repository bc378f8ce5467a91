import type { Diagnostic } from '@riffle/plan';
import { lexicalProblem } from '../parser/diagnostics.ts';
import { unescapeC, unescapeUnicode, unquote } from './strings.ts';
import type { Token, TokenKind } from './token.ts';

const SPACE = /\s+/y;
const WORD = /[\p{L}\p{Nl}_$][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}_$]*/uy;
const NUMBER = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const UESCAPE = /\s*UESCAPE\s*'([^0-9a-fA-F+'"\s])'/iy;
const RAW_SET = /SET\s+([^'\s=;]+)\s*=\s*('(?:[^']|'')*'|[^;\s]+)/iy;
const RAW_RESET = /RESET\s+([^'\s=;]+)/iy;
const SYMBOLS = [
  '<>',
  '!=',
  '<=',
  '>=',
  '||',
  '=>',
  '->',
  '{-',
  '-}',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  '.',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '?',
  '|',
  '^',
  '$',
  ':',
];

export interface LexResult {
  /** The last token is always of kind `end`. */
  readonly tokens: readonly Token[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Cuts SQL text into tokens. Comments and white space leave no token; hint comments become a pair of symbols. */
export function lex(text: string): LexResult {
  return new Lexer(text).run();
}

class Lexer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #at = 0;
  #inHint = false;

  constructor(text: string) {
    this.#text = text;
  }

  run(): LexResult {
    while (this.#skipBlank()) {
      this.#next();
    }
    this.#push('end', '', '', this.#text.length, this.#text.length);
    return { tokens: this.#tokens, diagnostics: this.#diagnostics };
  }

  /** Moves over white space and comments; false at the end of the text. */
  #skipBlank(): boolean {
    const text = this.#text;
    for (;;) {
      this.#match(SPACE);
      const two = text.substr(this.#at, 2);
      if (two === '--' || two === '//') {
        const end = text.indexOf('\n', this.#at);
        this.#at = end === -1 ? text.length : end + 1;
      } else if (two === '/*' && text[this.#at + 2] !== '+') {
        this.#skipBlockComment();
      } else {
        return this.#at < text.length;
      }
    }
  }

  #skipBlockComment(): void {
    const end = this.#text.indexOf('*/', this.#at + 2);
    if (end === -1) {
      this.#report(
        'unterminated-comment',
        'This comment is never closed: add */ where it ends.',
        this.#at,
        this.#at + 2,
      );
    }
    this.#at = end === -1 ? this.#text.length : end + 2;
  }

  #next(): void {
    const text = this.#text;
    const start = this.#at;
    const first = text[start] as string;
    if (this.#atStatementStart() && this.#rawSetting()) {
      return;
    }
    if (first === "'") {
      this.#string(start, 'plain');
    } else if (first === '`') {
      this.#quotedName(start);
    } else if (isDigit(first) || (first === '.' && isDigit(text[start + 1]))) {
      this.#push('number', '', this.#match(NUMBER) as string, start, this.#at);
    } else if (!this.#prefixed(start)) {
      const word = this.#match(WORD);
      if (word !== undefined && word !== '$') {
        this.#push('word', word.toUpperCase(), word, start, this.#at);
      } else {
        this.#at = start;
        this.#symbol(start);
      }
    }
  }

  #atStatementStart(): boolean {
    const last = this.#tokens.at(-1);
    return last === undefined || last.key === ';';
  }

  /** `SET key = value` and `RESET key` without quotes, as the SQL client takes them. */
  #rawSetting(): boolean {
    const start = this.#at;
    const set = this.#exec(RAW_SET);
    const found = set ?? this.#exec(RAW_RESET);
    if (found === null) {
      return false;
    }
    const [whole, key = '', value] = found;
    const word = set === null ? 'RESET' : 'SET';
    this.#push('word', word, whole.slice(0, word.length), start, start + word.length);
    const keyStart = start + whole.indexOf(key, word.length);
    this.#push('raw', '', key, keyStart, keyStart + key.length);
    if (value !== undefined) {
      const valueStart = start + whole.length - value.length;
      const equals = this.#text.indexOf('=', keyStart + key.length);
      this.#push('symbol', '=', '=', equals, equals + 1);
      const plain = value.startsWith("'") && value.length > 1 ? unquote(value, "'") : value;
      this.#push('raw', '', plain, valueStart, valueStart + value.length);
    }
    return true;
  }

  /** Literals and names that begin with a letter: U&'…', E'…', X'…', N'…', _charset'…', U&"…". */
  #prefixed(start: number): boolean {
    const text = this.#text;
    const first = text[start];
    const second = text[start + 1];
    if ((first === 'U' || first === 'u') && second === '&') {
      const quote = text[start + 2];
      if (quote === "'" || quote === '"') {
        this.#unicode(start, quote);
        return true;
      }
    }
    if (second === "'" && first !== undefined && 'EeXxNn'.includes(first)) {
      this.#at++;
      const kind = first.toUpperCase();
      if (kind === 'X') {
        this.#binary(start);
      } else {
        this.#string(start, kind === 'E' ? 'escaped' : 'plain');
      }
      return true;
    }
    return first === '_' && this.#withCharset(start);
  }

  #withCharset(start: number): boolean {
    const word = this.#match(WORD) as string;
    if (this.#text[this.#at] !== "'") {
      this.#at = start;
      return false;
    }
    this.#string(start, 'plain', word.slice(1));
    return true;
  }

  #string(start: number, form: 'plain' | 'escaped', charset?: string): void {
    const raw = this.#quoted("'", form === 'escaped');
    if (raw === undefined) {
      this.#unterminated('unterminated-string', "This string is never closed: add ' where it ends.", start);
      return;
    }
    const plain = unquote(raw, "'");
    const value = form === 'escaped' ? unescapeC(plain) : plain;
    if (value === undefined) {
      this.#report(
        'bad-escape',
        'This string has an escape that is not complete, such as \\u without four digits.',
        start,
        this.#at,
      );
    }
    this.#push('string', '', value ?? plain, start, this.#at, charset);
  }

  #binary(start: number): void {
    const raw = this.#quoted("'", false);
    if (raw === undefined) {
      this.#unterminated('unterminated-string', "This string is never closed: add ' where it ends.", start);
      return;
    }
    const hex = unquote(raw, "'");
    if (!/^[0-9a-fA-F]*$/.test(hex) || hex.length % 2 !== 0) {
      this.#report('bad-binary', "A binary string needs pairs of hexadecimal digits: X'0AFF'.", start, this.#at);
    }
    this.#push('binary', '', hex.toUpperCase(), start, this.#at);
  }

  #unicode(start: number, quote: "'" | '"'): void {
    this.#at += 2;
    const raw = this.#quoted(quote, false);
    if (raw === undefined) {
      this.#unterminated('unterminated-string', `This is never closed: add ${quote} where it ends.`, start);
      return;
    }
    const mark = this.#exec(UESCAPE)?.[1] ?? '\\';
    const value = unescapeUnicode(unquote(raw, quote), mark);
    if (value === undefined) {
      this.#report(
        'bad-escape',
        `An escape here is not complete: write ${mark} and four hexadecimal digits.`,
        start,
        this.#at,
      );
    }
    this.#push(quote === "'" ? 'string' : 'quoted', '', value ?? '', start, this.#at);
  }

  #quotedName(start: number): void {
    const raw = this.#quoted('`', false);
    if (raw === undefined) {
      this.#unterminated('unterminated-name', 'This name is never closed: add ` where it ends.', start);
      return;
    }
    this.#push('quoted', '', unquote(raw, '`'), start, this.#at);
  }

  #symbol(start: number): void {
    const text = this.#text;
    if (text.startsWith('/*+', start)) {
      this.#inHint = true;
      this.#take('/*+', start);
    } else if (this.#inHint && text.startsWith('*/', start)) {
      this.#inHint = false;
      this.#take('*/', start);
    } else {
      const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, start));
      if (symbol === undefined) {
        this.#badCharacter(start);
      } else {
        this.#take(symbol, start);
      }
    }
  }

  #take(symbol: string, start: number): void {
    this.#at = start + symbol.length;
    this.#push('symbol', symbol, symbol, start, this.#at);
  }

  /** A double quote is by far the likeliest stranger: people bring it from other databases. */
  #badCharacter(start: number): void {
    const character = String.fromCodePoint(this.#text.codePointAt(start) as number);
    const quoted = character === '"' ? this.#quoted('"', false) : undefined;
    this.#at = start + (quoted ?? character).length;
    this.#push('bad', '', quoted ?? character, start, this.#at);
  }

  /** What an open quote holds nobody can say, so reading ends here. */
  #unterminated(code: 'unterminated-string' | 'unterminated-name', message: string, start: number): void {
    this.#report(code, message, start, this.#text.length);
    this.#at = this.#text.length;
  }

  #report(code: Parameters<typeof lexicalProblem>[0], message: string, start: number, end: number): void {
    this.#diagnostics.push(lexicalProblem(code, message, { start, end }));
  }

  #push(kind: TokenKind, key: string, text: string, start: number, end: number, charset?: string): void {
    this.#tokens.push({ kind, key, text, start, end, charset });
  }

  /** The quoted text at this place, quotes included; undefined when it is never closed. */
  #quoted(quote: string, backslashes: boolean): string | undefined {
    const text = this.#text;
    for (let at = this.#at + 1; at < text.length; at++) {
      const character = text[at];
      if (character === quote && text[at + 1] !== quote) {
        const raw = text.slice(this.#at, at + 1);
        this.#at = at + 1;
        return raw;
      }
      if (character === quote || (backslashes && character === '\\')) {
        at++;
      }
    }
    return undefined;
  }

  #match(pattern: RegExp): string | undefined {
    return this.#exec(pattern)?.[0];
  }

  #exec(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) {
      this.#at += found[0].length;
    }
    return found;
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
