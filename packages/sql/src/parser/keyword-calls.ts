import type { CastNode, ExpressionNode, FunctionCall } from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { expression } from './grammar.ts';
import { timeUnit } from './temporal.ts';
import { nested, type Rule } from './trampoline.ts';
import { castType } from './types.ts';

type CallRule = (p: Cursor) => Rule<ExpressionNode[]>;

/** Built-ins with keywords inside their parentheses, by name; each rule reads what is inside. */
const KEYWORD_CALLS: Readonly<Record<string, CallRule>> = {
  EXTRACT: extract,
  TRIM: trim,
  SUBSTRING: (p) => sliced(p, []),
  OVERLAY: (p) => sliced(p, ['PLACING']),
  POSITION: position,
  CEIL: rounded,
  CEILING: rounded,
  FLOOR: rounded,
  TIMESTAMPADD: unitFirst,
  TIMESTAMPDIFF: unitFirst,
  CONVERT: usingCharset,
  TRANSLATE: usingCharset,
};

export function isKeywordCall(p: Cursor): boolean {
  const word = p.key();
  return word === 'CAST' || word === 'TRY_CAST' || Object.hasOwn(KEYWORD_CALLS, word);
}

export function* keywordCall(p: Cursor): Rule<ExpressionNode> {
  const word = p.key();
  if (word === 'CAST' || word === 'TRY_CAST') {
    return yield* cast(p);
  }
  const start = p.at;
  const token = p.next();
  const nameSpan = { start: token.start, end: token.end };
  p.expect('(');
  const args = yield* (KEYWORD_CALLS[word] as CallRule)(p);
  p.expect(')');
  const result: FunctionCall = {
    kind: 'function-call',
    name: { kind: 'path', parts: [{ kind: 'identifier', name: word, span: nameSpan }], span: nameSpan },
    args,
    bare: false,
    orderBy: [],
    withinGroup: [],
    span: p.spanFrom(start),
  };
  return result;
}

function* cast(p: Cursor): Rule<CastNode> {
  const start = p.at;
  const mode = p.expectAny('CAST', 'TRY_CAST') === 'CAST' ? 'cast' : 'try';
  p.expect('(');
  const operand = yield* nested(expression(p));
  p.expect('AS');
  const type = yield* nested(castType(p));
  const format = p.accept('FORMAT') ? p.string() : undefined;
  p.expect(')');
  return { kind: 'cast', mode, operand, type, format, span: p.spanFrom(start) };
}

function* extract(p: Cursor): Rule<ExpressionNode[]> {
  const unit = timeUnit(p);
  p.expect('FROM');
  return [unit, yield* nested(expression(p))];
}

/** `BOTH 'x' FROM s`, `FROM s`, `s`: always as (where, characters, s). */
function* trim(p: Cursor): Rule<ExpressionNode[]> {
  const token = p.peek();
  const span = { start: token.start, end: token.end };
  const word = p.acceptAny('BOTH', 'LEADING', 'TRAILING');
  const where: ExpressionNode = { kind: 'symbol', value: word ?? 'BOTH', span };
  const blank: ExpressionNode = { kind: 'string-literal', value: ' ', span };
  if (p.accept('FROM')) {
    return [where, blank, yield* nested(expression(p))];
  }
  const first = yield* nested(expression(p));
  if (p.accept('FROM')) {
    return [where, first, yield* nested(expression(p))];
  }
  return [where, blank, first];
}

/** `s FROM a FOR b` or `s, a, b`; the words in `before` (or a comma) part the values that come before FROM. */
function* sliced(p: Cursor, before: readonly string[]): Rule<ExpressionNode[]> {
  const args = [yield* nested(expression(p))];
  for (const word of [...before, 'FROM', 'FOR']) {
    if (p.isAny(word, ',')) {
      p.next();
      args.push(yield* nested(expression(p)));
    }
  }
  if (args.length < before.length + 2) {
    p.fail();
  }
  return args;
}

function* position(p: Cursor): Rule<ExpressionNode[]> {
  const needle = yield* nested(expression(p, IN_OPERAND));
  p.expect('IN');
  const args = [needle, yield* nested(expression(p))];
  if (p.accept('FROM')) {
    args.push(yield* nested(expression(p)));
  }
  return args;
}

/** POSITION's own IN must end its first value, so that value's operators bind tighter than IN. */
const IN_OPERAND = 33;

function* rounded(p: Cursor): Rule<ExpressionNode[]> {
  const args = [yield* nested(expression(p))];
  if (p.accept('TO')) {
    args.push(timeUnit(p));
  } else if (p.accept(',')) {
    args.push(yield* nested(expression(p)));
  }
  return args;
}

function* unitFirst(p: Cursor): Rule<ExpressionNode[]> {
  const args = [timeUnit(p)];
  while (p.accept(',')) {
    args.push(yield* nested(expression(p)));
  }
  if (args.length !== 3) {
    p.expect(',');
  }
  return args;
}

function* usingCharset(p: Cursor): Rule<ExpressionNode[]> {
  const args = [yield* nested(expression(p))];
  if (p.accept('USING')) {
    const name = p.name('a character set');
    return [...args, { kind: 'symbol', value: name.name, span: name.span }];
  }
  while (p.accept(',')) {
    args.push(yield* nested(expression(p)));
  }
  return args;
}
