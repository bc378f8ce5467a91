import { suggest } from '@riffle/base';
import type { Diagnostic, Fix, Span } from '@riffle/plan';
import type { ExpressionNode, Identifier, NumberLiteral, Path, QueryNode, StringLiteral } from '../ast/index.ts';
import { isReserved } from '../lexer/keywords.ts';
import { lex } from '../lexer/lexer.ts';
import type { Token } from '../lexer/token.ts';
import { type ProblemExtras, type SyntaxCode, SyntaxFailure, syntaxProblem } from './diagnostics.ts';
import type { Expectations } from './expectations.ts';
import { type Rule, run } from './trampoline.ts';

/** More problems than this help nobody. */
export const MAX_DIAGNOSTICS = 100;

/** Words that hold statements together: where they stand wrongly, something is missing before them. */
const STRUCTURAL = new Set(
  'SELECT FROM WHERE GROUP BY HAVING WINDOW QUALIFY ORDER LIMIT OFFSET FETCH UNION EXCEPT INTERSECT AS ON USING JOIN LEFT RIGHT FULL INNER CROSS OUTER AND OR NOT IN IS LIKE BETWEEN WHEN THEN ELSE END SET INTO VALUES WITH FOR TO'.split(
    ' ',
  ),
);

/** What a person most likely left out, likeliest first. */
const LIKELY = [',', ')', ']', 'FROM', 'BY', 'AS', 'WHERE', 'GROUP', 'ORDER', 'AND', 'END', 'JOIN', 'ON', 'WITH'];

/** What was looked for at one token, so that an error can say so. */
interface Attempts {
  readonly at: number;
  readonly keys: string[];
  readonly labels: string[];
}

/** The rules of the grammar that other rules come back to. */
export interface Grammar {
  expression(p: Cursor, level: number): Rule<ExpressionNode>;
  query(p: Cursor): Rule<QueryNode>;
  continueQuery(p: Cursor, first: QueryNode): Rule<QueryNode>;
}

/** A place in the tokens of a text, and the small steps every grammar rule is made of. */
export class Cursor {
  readonly grammar: Grammar;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly diagnostics: Diagnostic[];
  /** How many brackets are open before each token; a semicolon closes all. */
  readonly #depths: Int32Array;
  at = 0;
  /** How many diagnostics there were before this statement. */
  problemsAtStart: number;
  /** How many `?` this statement has had. */
  parameters = 0;
  readonly #expectations: Expectations | undefined;
  #attempts: Attempts = { at: -1, keys: [], labels: [] };
  #previous: Attempts = this.#attempts;

  /** `expectations`, when given, collects what could stand at the end of the text. */
  constructor(text: string, grammar: Grammar, expectations?: Expectations) {
    this.grammar = grammar;
    this.#expectations = expectations;
    const { tokens, diagnostics } = lex(text);
    this.text = text;
    this.tokens = tokens;
    this.diagnostics = [...diagnostics];
    this.problemsAtStart = diagnostics.length;
    this.#depths = bracketDepths(tokens);
  }

  /** The token `ahead` steps on. */
  peek(ahead = 0): Token {
    return (this.tokens[this.at + ahead] ?? this.tokens.at(-1)) as Token;
  }

  /** The word (in upper case) or sign `ahead` steps on, empty for names in quotes and literals. */
  key(ahead = 0): string {
    return this.peek(ahead).key;
  }

  /** Whether the next token is `key`; remembered for the error message should nothing fit. */
  is(key: string): boolean {
    if (this.peek().key === key) {
      return true;
    }
    this.#attemptsHere().keys.push(key);
    if (this.#expectations !== undefined && this.atEnd()) {
      this.#expectations.addKey(key);
    }
    return false;
  }

  /** Whether the next tokens are these, in order. */
  are(...keys: readonly string[]): boolean {
    if (!this.is(keys[0] as string)) {
      return false;
    }
    const missing = keys.findIndex((key, ahead) => this.key(ahead) !== key);
    if (missing > 0 && this.peek(missing).kind === 'end') {
      this.#expectations?.addKey(keys[missing] as string);
    }
    return missing === -1;
  }

  /** Notes words that rules look for without asking `is`, for whoever collects what could stand at the text's end. */
  offer(keys: readonly string[]): void {
    if (this.#expectations !== undefined && this.atEnd()) {
      for (const key of keys) {
        this.#expectations.addKey(key);
      }
    }
  }

  isAny(...keys: readonly string[]): boolean {
    return keys.some((key) => this.is(key));
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') {
      this.at++;
    }
    return token;
  }

  /** Steps over `keys` when all of them come next. */
  accept(...keys: readonly string[]): boolean {
    const found = this.are(...keys);
    if (found) {
      this.at += keys.length;
    }
    return found;
  }

  acceptAny<K extends string>(...keys: readonly K[]): K | undefined {
    const found = keys.find((key) => this.is(key));
    if (found !== undefined) {
      this.at++;
    }
    return found;
  }

  expect(...keys: readonly string[]): void {
    for (const key of keys) {
      if (!this.accept(key)) {
        this.fail();
      }
    }
  }

  expectAny<K extends string>(...keys: readonly K[]): K {
    return this.acceptAny(...keys) ?? this.fail();
  }

  atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  /** The span from token `start` to the last one taken. */
  spanFrom(start: number): Span {
    const first = this.tokens[start] as Token;
    const last = this.tokens[Math.max(start, this.at - 1)] as Token;
    return { start: first.start, end: last.end };
  }

  /** Notes, in a person's words, what could stand here. */
  expecting(label: string): void {
    this.#attemptsHere().labels.push(label);
    if (this.#expectations !== undefined && this.atEnd()) {
      this.#expectations.addLabel(label);
    }
  }

  isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'quoted' || (token.kind === 'word' && !isReserved(token.key));
  }

  acceptName(): Identifier | undefined {
    return this.isName() ? this.#identifier() : undefined;
  }

  /** A name: quoted, or a word that is not reserved. `what` is what it names. */
  name(what = 'a name'): Identifier {
    if (!this.isName()) {
      const token = this.peek();
      if (token.kind === 'word' && isReserved(token.key) && this.#misspelling() === undefined) {
        this.failReserved(token, what);
      }
      this.expecting(what);
      this.fail();
    }
    return this.#identifier();
  }

  /** One name or several with dots between. */
  path(what = 'a name'): Path {
    const start = this.at;
    const parts = [this.name(what)];
    while (this.accept('.')) {
      parts.push(this.name(what));
    }
    return { kind: 'path', parts, span: this.spanFrom(start) };
  }

  /** The same where reserved words are names too. */
  anyPath(): Path {
    const start = this.at;
    const parts: Identifier[] = [];
    do {
      const { kind } = this.peek();
      if (kind !== 'word' && kind !== 'quoted') {
        this.expecting('a name');
        this.fail();
      }
      parts.push(this.#identifier());
    } while (this.accept('.'));
    return { kind: 'path', parts, span: this.spanFrom(start) };
  }

  isString(ahead = 0): boolean {
    return this.peek(ahead).kind === 'string';
  }

  /** A string; strings side by side are one. */
  string(what = 'a string in single quotes'): StringLiteral {
    if (!this.isString()) {
      this.expecting(what);
      this.fail();
    }
    const start = this.at;
    const first = this.next();
    let value = first.text;
    while (this.isString()) {
      value += this.next().text;
    }
    const span = this.spanFrom(start);
    return first.charset === undefined
      ? { kind: 'string-literal', value, span }
      : { kind: 'string-literal', value, charset: first.charset, span };
  }

  isNumber(): boolean {
    return this.peek().kind === 'number';
  }

  number(): NumberLiteral {
    if (!this.isNumber()) {
      this.expecting('a number');
      this.fail();
    }
    const { text, start, end } = this.next();
    return { kind: 'number-literal', form: numberForm(text), text, span: { start, end } };
  }

  /** A number without point or exponent. */
  integer(): NumberLiteral {
    const token = this.peek();
    if (token.kind === 'number' && numberForm(token.text) !== 'integer') {
      this.failAt('syntax-error', 'A whole number is needed here.', token);
    }
    return this.number();
  }

  /** `item` as often as a comma follows. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.accept(',')) {
      items.push(item());
    }
    return items;
  }

  parenthesized<T>(item: () => T): T[] {
    this.expect('(');
    const items = this.list(item);
    this.expect(')');
    return items;
  }

  names(what = 'a column name'): Identifier[] {
    return this.parenthesized(() => this.name(what));
  }

  run<T>(rule: Rule<T>): T {
    return run(rule, () => this.failAt('too-deep', 'This statement is nested too deeply to be read.', this.peek()));
  }

  /** How many brackets are open before the next token. */
  depth(): number {
    return this.#depths[this.at] as number;
  }

  /** Skips tokens until `stops` holds outside brackets deeper than `depth`, or that bracket or the statement ends. */
  skipUntil(depth: number, stops: (key: string) => boolean): void {
    while (!this.atEnd() && this.key() !== ';') {
      if (this.depth() < depth || (this.depth() === depth && (stops(this.key()) || isClosing(this.key())))) {
        return;
      }
      this.at++;
    }
  }

  /** Skips to the semicolon that ends this statement. */
  skipStatement(): void {
    while (!this.atEnd() && this.key() !== ';') {
      this.at++;
    }
  }

  report(code: SyntaxCode, message: string, span: Span, extras?: ProblemExtras): void {
    this.diagnostics.push(syntaxProblem(code, message, { start: span.start, end: span.end }, extras));
  }

  /** Keeps a failure's diagnostic (no more than a person could read); anything else is our own bug and goes on. */
  recover(error: unknown): void {
    if (!(error instanceof SyntaxFailure)) {
      throw error;
    }
    const again = this.diagnostics.at(-1)?.span.start === error.diagnostic.span.start;
    if (!again && this.diagnostics.length < MAX_DIAGNOSTICS) {
      this.diagnostics.push(error.diagnostic);
    }
  }

  failAt(code: SyntaxCode, message: string, span: Span, extras?: ProblemExtras): never {
    if (this.atEnd()) {
      this.#expectations?.close();
    }
    throw new SyntaxFailure(syntaxProblem(code, message, { start: span.start, end: span.end }, extras));
  }

  /** Fails at the next token, saying what was found and what was looked for. */
  fail(): never {
    const misspelling = this.#misspelling();
    if (misspelling !== undefined) {
      const { token, meant } = misspelling;
      this.failAt('syntax-error', `Found ${token.text}. Did you mean ${meant}?`, token, { fix: replace(token, meant) });
    }
    const token = this.peek();
    if (token.kind === 'bad' && token.text.startsWith('"')) {
      const meant = `\`${token.text.slice(1, -1).replaceAll('""', '"').replaceAll('`', '``')}\``;
      const hint = 'Names are quoted with backticks, strings with single quotes.';
      this.failAt('syntax-error', 'Double quotes mean nothing in Flink SQL.', token, {
        hint,
        fix: replace(token, meant),
      });
    }
    const nameWanted = this.#attemptsHere().labels.some((label) => label.endsWith('name'));
    if (token.kind === 'string' && nameWanted && token.text !== '') {
      const meant = `\`${token.text.replaceAll('`', '``')}\``;
      const hint = 'Single quotes make a string; names are quoted with backticks.';
      this.failAt('syntax-error', `${found(token)}${this.#expected()}.`, token, { hint, fix: replace(token, meant) });
    }
    this.failAt('syntax-error', `${found(token)}${this.#expected()}.`, token);
  }

  /** Fails where a name may have been meant: a reserved word that is no part of the grammar here needs backticks. */
  failName(what: string): never {
    const token = this.peek();
    const after = this.peek(1);
    const ends = after.kind === 'end' || [',', ')', ';', '.', 'FROM', 'AS', '=', '<', '>'].includes(after.key);
    if (token.kind === 'word' && isReserved(token.key) && !STRUCTURAL.has(token.key) && ends) {
      this.failReserved(token, what);
    }
    return this.fail();
  }

  failReserved(token: Token, what: string): never {
    const quoted = `\`${token.text}\``;
    const message = `${token.text} is a reserved word; to use it as ${what} write it in backticks: ${quoted}.`;
    this.failAt('reserved-word', message, token, { fix: replace(token, quoted) });
  }

  #identifier(): Identifier {
    const { text, start, end } = this.next();
    return { kind: 'identifier', name: text, span: { start, end } };
  }

  #attemptsHere(): Attempts {
    if (this.#attempts.at !== this.at) {
      this.#previous = this.#attempts;
      this.#attempts = { at: this.at, keys: [], labels: [] };
    }
    return this.#attempts;
  }

  /** A word here, or a bare name just before, that is nearly a keyword that could have stood there. */
  #misspelling(): { readonly token: Token; readonly meant: string } | undefined {
    const here = this.#attemptsHere();
    const meant = nearKeyword(this.peek(), here.keys);
    if (meant !== undefined) {
      return { token: this.peek(), meant };
    }
    const before = this.tokens[this.at - 1];
    if (before?.kind !== 'word' || isReserved(before.key) || this.#previous.at !== this.at - 1) {
      return undefined;
    }
    const meantBefore = nearKeyword(before, this.#previous.keys);
    return meantBefore === undefined ? undefined : { token: before, meant: meantBefore };
  }

  #expected(): string {
    const { keys, labels } = this.#attemptsHere();
    const likely = LIKELY.filter((key) => keys.includes(key));
    const words = [...likely, ...keys.filter((key) => key !== '/*+' && !likely.includes(key))];
    const all = [...new Set([...labels, ...words.map((key) => (/^[A-Z]/.test(key) ? key : `"${key}"`))])];
    if (all.length === 0) {
      return '';
    }
    const shown = all.length > 4 && labels.length > 0 ? [...new Set(labels)] : all.slice(0, 5);
    const last = shown.at(-1) as string;
    const list = shown.length === 1 ? last : `${shown.slice(0, -1).join(', ')} or ${last}`;
    return `, but expected ${list}`;
  }
}

function bracketDepths(tokens: readonly Token[]): Int32Array {
  const depths = new Int32Array(tokens.length);
  let depth = 0;
  for (const [at, { key }] of tokens.entries()) {
    if (key === ';') {
      depth = 0;
    }
    depths[at] = depth;
    if (key === '(' || key === '[') {
      depth++;
    } else if (isClosing(key)) {
      depth = Math.max(0, depth - 1);
    }
  }
  return depths;
}

function isClosing(key: string): boolean {
  return key === ')' || key === ']';
}

function found(token: Token): string {
  if (token.kind === 'end' || token.key === ';') {
    return 'The statement ends here';
  }
  if (token.kind === 'string') {
    return 'Found a string';
  }
  return `Found ${token.kind === 'word' || token.kind === 'number' ? token.text : `"${token.text}"`}`;
}

function nearKeyword(token: Token, keys: readonly string[]): string | undefined {
  if (token.kind !== 'word' || token.text.length < 3) {
    return undefined;
  }
  const words = keys.filter((key) => key.length > 2 && /^[A-Z]/.test(key) && key !== token.key);
  return suggest(token.key, words);
}

function replace(token: Token, replacement: string): Fix {
  return { title: `Use ${replacement}`, span: { start: token.start, end: token.end }, replacement };
}

export function numberForm(text: string): NumberLiteral['form'] {
  if (/[eE]/.test(text)) {
    return 'approximate';
  }
  return text.includes('.') ? 'decimal' : 'integer';
}
