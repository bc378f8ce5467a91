import { types, type Value } from '@riffle/columns';
import type { ArgumentInfo, CompiledCall, Inference, ScalarBody } from '../contract.ts';
import type { ScalarSpec } from '../define.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { overloads, parameter, returns } from '../signature/index.ts';

type Test = (text: string) => boolean;

/** A LIKE pattern taken apart: texts, and the wildcards `_` and `%` between them. */
type Piece = { readonly text: string } | '_' | '%';

function parsePattern(pattern: string, escapeSign: string | undefined): readonly Piece[] {
  if (escapeSign !== undefined && [...escapeSign].length > 1) {
    throw new EvaluationError(`Invalid escape character '${escapeSign}'`);
  }
  const pieces: Piece[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') {
      pieces.push({ text });
      text = '';
    }
  };
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (escapeSign !== undefined && escapeSign !== '' && character === escapeSign) {
      const next = pattern.charAt(++i);
      if (next !== '%' && next !== '_' && next !== escapeSign) {
        throw new EvaluationError(`Invalid escape sequence '${pattern}', ${i - 1}`);
      }
      text += next;
    } else if (character === '%' || character === '_') {
      flush();
      pieces.push(character);
    } else {
      text += character;
    }
  }
  flush();
  return pieces;
}

/** Patterns of one text and `%` at its ends need no regular expression. */
function compileLike(pattern: string, escapeSign: string | undefined): Test {
  const pieces = parsePattern(pattern, escapeSign);
  const texts = pieces.filter((piece) => typeof piece === 'object');
  const shape = pieces.map((piece) => (typeof piece === 'object' ? 't' : piece)).join('');
  const text = texts[0]?.text ?? '';
  switch (shape) {
    case '':
    case 't':
      return (value) => value === text;
    case 't%':
      return (value) => value.startsWith(text);
    case '%t':
      return (value) => value.endsWith(text);
    case '%t%':
      return (value) => value.includes(text);
    case '%':
      return () => true;
    default: {
      const source = pieces.map((piece) =>
        typeof piece === 'object' ? quote(piece.text) : piece === '_' ? '.' : '.*',
      );
      const regex = new RegExp(`^${source.join('')}$`, 'su');
      return (value) => regex.test(value);
    }
  }
}

function quote(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');
}

/** SIMILAR TO: a regular expression over the whole text in which `%` and `_` are wildcards. */
function compileSimilar(pattern: string, escapeSign: string | undefined): Test {
  const pieces = similarSource(pattern, escapeSign);
  try {
    const regex = new RegExp(`^(?:${pieces})$`, 's');
    return (value) => regex.test(value);
  } catch {
    throw new EvaluationError(`Invalid pattern '${pattern}' for SIMILAR TO.`);
  }
}

function similarSource(pattern: string, escapeSign: string | undefined): string {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === escapeSign) {
      source += quote(pattern.charAt(++i));
    } else if (character === '%') {
      source += '(?:.*)';
    } else if (character === '_') {
      source += '.';
    } else {
      source += character === '\\' ? '\\\\' : character;
    }
  }
  return source.replace(/\[:(\w+):\]/g, (whole, name: string) => SIMILAR_CLASSES[name.toUpperCase()] ?? whole);
}

const SIMILAR_CLASSES: Readonly<Record<string, string>> = {
  ALPHA: 'a-zA-Z',
  UPPER: 'A-Z',
  LOWER: 'a-z',
  DIGIT: '0-9',
  ALNUM: 'a-zA-Z0-9',
  SPACE: ' ',
  WHITESPACE: '\\s',
};

type Compile = (pattern: string, escapeSign: string | undefined) => Test;

/** Checks a constant pattern at once. */
function inferPattern(name: string, compile: Compile): (args: readonly ArgumentInfo[]) => Inference {
  const infer = overloads(name, {
    parameters: [parameter.text, parameter.text, parameter.text],
    optional: 1,
    result: returns(types.boolean()),
  });
  return (args) => {
    const [, pattern, escapeSign] = args.map(({ literal }) => literal);
    try {
      if (typeof pattern === 'string' && (args.length === 2 || typeof escapeSign === 'string')) {
        compile(pattern, typeof escapeSign === 'string' ? escapeSign : undefined);
      }
    } catch (error) {
      if (error instanceof EvaluationError) {
        return { ok: false, message: error.message };
      }
      throw error;
    }
    return infer(args);
  };
}

function compilePattern(
  { literals: [, pattern, escapeSign], argumentTypes }: CompiledCall,
  compile: Compile,
): ScalarBody {
  const isConstant = typeof pattern === 'string' && (argumentTypes.length === 2 || typeof escapeSign === 'string');
  if (isConstant) {
    const test = compile(pattern, typeof escapeSign === 'string' ? escapeSign : undefined);
    return (text) => test(text as string);
  }
  let last: { readonly pattern: Value; readonly escapeSign: Value | undefined; readonly test: Test } | undefined;
  return (text, given, sign) => {
    if (last === undefined || last.pattern !== given || last.escapeSign !== sign) {
      const test = compile(given as string, sign === undefined ? undefined : (sign as string));
      last = { pattern: given as Value, escapeSign: sign, test };
    }
    return last.test(text as string);
  };
}

export const likeFunctions: readonly ScalarSpec[] = [
  {
    name: 'LIKE',
    signatures: ['string1 LIKE string2 [ESCAPE char]'],
    description: 'TRUE when string1 matches the pattern: % stands for any text, _ for one character.',
    infer: inferPattern('LIKE', compileLike),
    compile: (call) => compilePattern(call, compileLike),
  },
  {
    name: 'SIMILAR TO',
    signatures: ['string1 SIMILAR TO string2 [ESCAPE char]'],
    description: "TRUE when string1 matches the SQL regular expression: LIKE's wildcards and | * + ? {n} ( ) [ ].",
    infer: inferPattern('SIMILAR TO', compileSimilar),
    compile: (call) => compilePattern(call, compileSimilar),
  },
];
