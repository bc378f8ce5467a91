import { JsonNumber } from './node.ts';

/** The text is not a JSON path. */
export class JsonPathSyntaxError extends Error {
  override readonly name = 'JsonPathSyntaxError';
}

/**
 * An SQL/JSON path: the mode word and the steps from the root. The path language is the one Flink's library speaks:
 * `$.a['b c'][0][-1][1:3][*]..name[?(@.price > 10)]`.
 */
export interface JsonPath {
  readonly text: string;
  readonly mode: 'lax' | 'strict';
  readonly steps: readonly PathStep[];
  /** Whether the path names at most one value. An indefinite path gives an array of all it finds. */
  readonly isDefinite: boolean;
}

export type PathStep =
  | { readonly kind: 'property'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'filter'; readonly condition: PathCondition };

export type PathCondition =
  | { readonly kind: 'and' | 'or'; readonly left: PathCondition; readonly right: PathCondition }
  | { readonly kind: 'not'; readonly operand: PathCondition }
  | { readonly kind: 'exists'; readonly steps: readonly PathStep[] }
  | {
      readonly kind: 'compare';
      readonly operator: string;
      readonly left: PathOperand;
      readonly right: PathOperand;
    };

export type PathOperand =
  | { readonly kind: 'path'; readonly steps: readonly PathStep[] }
  | { readonly kind: 'literal'; readonly value: null | boolean | string | JsonNumber }
  | { readonly kind: 'pattern'; readonly pattern: RegExp };

const MODE = /^\s*(strict|lax)\s+([\s\S]+)$/i;

/**
 * Reads a path; without a mode word it is strict, as in Flink.
 *
 * Throws `JsonPathSyntaxError`.
 */
export function parseJsonPath(text: string): JsonPath {
  const [, word, spec] = MODE.exec(text) ?? [];
  const mode = word === undefined ? 'strict' : (word.toLowerCase() as JsonPath['mode']);
  const steps = new PathReader((spec ?? text).trim()).readPath();
  return { text: (spec ?? text).trim(), mode, steps, isDefinite: steps.every(isDefiniteStep) };
}

export function isDefiniteStep(step: PathStep): boolean {
  return (step.kind === 'property' && step.names.length === 1) || (step.kind === 'index' && step.indexes.length === 1);
}

class PathReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readPath(): readonly PathStep[] {
    if (!this.#text.startsWith('$')) {
      throw this.#error('a path starts with "$"');
    }
    this.#at = 1;
    const steps = this.#readSteps();
    if (this.#at < this.#text.length) {
      throw this.#error('this is no step');
    }
    return steps;
  }

  #readSteps(): PathStep[] {
    const steps: PathStep[] = [];
    for (;;) {
      if (this.#accept('..')) {
        steps.push({ kind: 'descend' }, this.#peek() === '[' ? this.#readBracket() : this.#readName());
      } else if (this.#accept('.')) {
        steps.push(this.#peek() === '[' ? this.#readBracket() : this.#readName());
      } else if (this.#peek() === '[') {
        steps.push(this.#readBracket());
      } else {
        return steps;
      }
    }
  }

  #readName(): PathStep {
    if (this.#accept('*')) {
      return { kind: 'wildcard' };
    }
    const name = this.#match(/[^.[\]()\s,=<>!&|]+/y);
    if (name === undefined) {
      throw this.#error('a name is missing');
    }
    if (this.#peek() === '(') {
      throw this.#error(`not supported yet: the path function ${name}()`);
    }
    return { kind: 'property', names: [name] };
  }

  #readBracket(): PathStep {
    this.#at++;
    this.#skipBlanks();
    const step = this.#readBracketBody();
    this.#skipBlanks();
    this.#expect(']');
    return step;
  }

  #readBracketBody(): PathStep {
    if (this.#accept('*')) {
      return { kind: 'wildcard' };
    }
    if (this.#accept('?')) {
      return this.#readFilter();
    }
    if (this.#peek() === "'" || this.#peek() === '"') {
      return { kind: 'property', names: this.#readList(() => this.#readQuoted()) };
    }
    const slice = this.#match(/(-?\d*)\s*:\s*(-?\d*)/y);
    if (slice !== undefined) {
      const [from, to] = slice.split(':').map((bound) => (bound.trim() === '' ? undefined : Number(bound)));
      return { kind: 'slice', from, to };
    }
    return { kind: 'index', indexes: this.#readList(() => this.#readInteger()) };
  }

  #readList<T>(readOne: () => T): T[] {
    const items: T[] = [];
    do {
      this.#skipBlanks();
      items.push(readOne());
      this.#skipBlanks();
    } while (this.#accept(','));
    return items;
  }

  #readInteger(): number {
    const digits = this.#match(/-?\d+/y);
    if (digits === undefined) {
      throw this.#error('an index, a quoted name, "*" or "?(…)" was expected');
    }
    return Number(digits);
  }

  #readQuoted(): string {
    const quote = this.#text[this.#at++] as string;
    let result = '';
    for (let char = this.#text[this.#at]; char !== quote; char = this.#text[this.#at]) {
      if (char === undefined) {
        throw this.#error('the quoted name has no end');
      }
      const isEscape = char === '\\' && this.#at + 1 < this.#text.length;
      result += isEscape ? this.#text[this.#at + 1] : char;
      this.#at += isEscape ? 2 : 1;
    }
    this.#at++;
    return result;
  }

  #readFilter(): PathStep {
    this.#skipBlanks();
    this.#expect('(');
    const condition = this.#readOr();
    this.#skipBlanks();
    this.#expect(')');
    return { kind: 'filter', condition };
  }

  #readOr(): PathCondition {
    let left = this.#readAnd();
    while (this.#acceptWord('||')) {
      left = { kind: 'or', left, right: this.#readAnd() };
    }
    return left;
  }

  #readAnd(): PathCondition {
    let left = this.#readNot();
    while (this.#acceptWord('&&')) {
      left = { kind: 'and', left, right: this.#readNot() };
    }
    return left;
  }

  #readNot(): PathCondition {
    this.#skipBlanks();
    if (this.#peek() === '!' && this.#text[this.#at + 1] !== '=') {
      this.#at++;
      return { kind: 'not', operand: this.#readNot() };
    }
    if (this.#acceptWord('(')) {
      const inner = this.#readOr();
      this.#skipBlanks();
      this.#expect(')');
      return inner;
    }
    return this.#readComparison();
  }

  #readComparison(): PathCondition {
    const left = this.#readOperand();
    this.#skipBlanks();
    const operator = this.#match(/===|!==|==|!=|<>|<=|>=|=~|<|>/y);
    if (operator !== undefined) {
      return { kind: 'compare', operator, left, right: this.#readOperand() };
    }
    if (left.kind !== 'path') {
      throw this.#error('a comparison was expected');
    }
    return { kind: 'exists', steps: left.steps };
  }

  #readOperand(): PathOperand {
    this.#skipBlanks();
    const char = this.#peek();
    if (char === '@') {
      this.#at++;
      return { kind: 'path', steps: this.#readSteps() };
    }
    if (char === "'" || char === '"') {
      return { kind: 'literal', value: this.#readQuoted() };
    }
    if (char === '/') {
      return this.#readPattern();
    }
    return { kind: 'literal', value: this.#readPlainLiteral() };
  }

  #readPattern(): PathOperand {
    const parts = /^\/((?:[^/\\]|\\.)*)\/([a-z]*)/.exec(this.#text.slice(this.#at));
    if (parts === null) {
      throw this.#error('the pattern has no end');
    }
    this.#at += parts[0].length;
    return { kind: 'pattern', pattern: new RegExp(`^(?:${parts[1]})$`, parts[2]?.includes('i') ? 'i' : '') };
  }

  #readPlainLiteral(): null | boolean | JsonNumber {
    const word = this.#match(/[\w.+-]+/y);
    if (word === 'true' || word === 'false') {
      return word === 'true';
    }
    if (word === 'null') {
      return null;
    }
    if (word === undefined || Number.isNaN(Number(word))) {
      throw this.#error('a value was expected');
    }
    return new JsonNumber(word);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #accept(word: string): boolean {
    const found = this.#text.startsWith(word, this.#at);
    this.#at += found ? word.length : 0;
    return found;
  }

  #acceptWord(word: string): boolean {
    this.#skipBlanks();
    return this.#accept(word);
  }

  #expect(char: string): void {
    if (!this.#accept(char)) {
      throw this.#error(`"${char}" was expected`);
    }
  }

  #skipBlanks(): void {
    this.#match(/\s*/y);
  }

  #error(what: string): JsonPathSyntaxError {
    return new JsonPathSyntaxError(`The JSON path "${this.#text}" is not valid at ${this.#at + 1}: ${what}.`);
  }
}
