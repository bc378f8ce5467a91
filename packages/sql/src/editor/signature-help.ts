import type { Span } from '@riffle/plan';
import type { CompileEnvironment } from '../compile/environment.ts';
import type { Token } from '../lexer/token.ts';
import { cursorContext, openBrackets } from './cursor-context.ts';
import { findCallable } from './function-docs.ts';

export interface SignatureInformation {
  readonly label: string;
  /** Markdown. */
  readonly documentation: string;
  /** The parameters' places in `label`. */
  readonly parameters: readonly Span[];
}

export interface SignatureHelp {
  readonly signatures: readonly SignatureInformation[];
  readonly activeSignature: number;
  readonly activeParameter: number;
}

/** Words that part the arguments of `SUBSTRING(s FROM 1 FOR 2)` as commas do. */
const SEPARATORS = new Set(['FROM', 'FOR', 'IN', 'AS', 'PLACING', 'TO', 'USING']);

/** The signatures of the call around `offset`, and which argument is being written. */
export function signatureHelp(text: string, offset: number, env: CompileEnvironment): SignatureHelp | undefined {
  const cursor = cursorContext(text, offset) ?? cursorContext(`${text.slice(0, offset)} `, offset + 1);
  if (cursor === undefined) {
    return undefined;
  }
  const { before } = cursor;
  for (const open of openBrackets(before)) {
    const name = before[open - 1];
    const found = name?.kind === 'word' ? findCallable(name.text, env.catalog, isInFrom(before, open)) : undefined;
    if (found !== undefined && before[open]?.key === '(') {
      const signatures = found.signatures.map((label) => ({
        label,
        documentation: found.description,
        parameters: parameterSpans(label),
      }));
      const activeParameter = argumentIndex(before, open);
      const fits = signatures.findIndex(({ parameters }) => parameters.length > activeParameter);
      return { signatures, activeSignature: Math.max(fits, 0), activeParameter };
    }
  }
  return undefined;
}

function isInFrom(before: readonly Token[], open: number): boolean {
  return before[open - 2]?.key === '(' && before[open - 3]?.key === 'TABLE';
}

function argumentIndex(before: readonly Token[], open: number): number {
  let index = 0;
  let depth = 0;
  for (const { key } of before.slice(open + 1)) {
    depth += key === '(' || key === '[' ? 1 : key === ')' || key === ']' ? -1 : 0;
    if (depth === 0 && (key === ',' || SEPARATORS.has(key))) {
      index++;
    }
  }
  return index;
}

/** Parts of a signature's parentheses between commas and separating words; the square brackets of optional ones left out. */
function parameterSpans(label: string): readonly Span[] {
  const open = label.indexOf('(');
  const close = closingBracket(label, open);
  const spans: Span[] = [];
  const part = /[^\s,[\]]+(?: [^\s,[\]]+)*/g;
  part.lastIndex = open + 1;
  for (let found = part.exec(label); found !== null && found.index < close; found = part.exec(label)) {
    const end = Math.min(found.index + found[0].length, close);
    spans.push(...splitAtWords(label, { start: found.index, end }));
  }
  return spans;
}

function closingBracket(label: string, open: number): number {
  let depth = 0;
  for (let at = open; at >= 0 && at < label.length; at++) {
    depth += label[at] === '(' ? 1 : label[at] === ')' ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return label.length;
}

function splitAtWords(label: string, { start, end }: Span): readonly Span[] {
  const spans: Span[] = [];
  let at: number | undefined;
  let last = start;
  for (const word of label.slice(start, end).matchAll(/\S+/g)) {
    const from = start + word.index;
    if (SEPARATORS.has(word[0])) {
      if (at !== undefined) {
        spans.push({ start: at, end: last });
      }
      at = undefined;
    } else {
      at ??= from;
      last = from + word[0].length;
    }
  }
  return at === undefined ? spans : [...spans, { start: at, end: last }];
}
