import type {
  AfterMatch,
  MatchRecognize,
  Measure,
  PatternDefinition,
  PatternNode,
  PatternSubset,
  TablePrimary,
} from '../ast/index.ts';
import type { Cursor } from './cursor.ts';
import { expression, expressions } from './grammar.ts';
import { nested, type Rule } from './trampoline.ts';
import { orderBy } from './windows.ts';

/** What follows a table: `MATCH_RECOGNIZE ( … )`. */
export function* matchRecognize(p: Cursor, input: TablePrimary): Rule<MatchRecognize> {
  p.expect('MATCH_RECOGNIZE', '(');
  const partitionBy = p.accept('PARTITION', 'BY') ? yield* expressions(p) : [];
  const order = p.is('ORDER') ? yield* orderBy(p) : [];
  const measures = p.accept('MEASURES') ? yield* measureList(p) : [];
  const rowsPerMatch = rowsClause(p);
  const afterMatch = p.is('AFTER') ? afterClause(p) : undefined;
  p.expect('PATTERN', '(');
  const strictStart = p.accept('^');
  const pattern = yield* nested(alternation(p));
  const strictEnd = p.accept('$');
  p.expect(')');
  const within = p.accept('WITHIN') ? yield* nested(expression(p)) : undefined;
  const subsets = p.accept('SUBSET') ? p.list(() => subset(p)) : [];
  p.expect('DEFINE');
  const definitions = yield* definitionList(p);
  p.expect(')');
  const span = { start: input.span.start, end: p.spanFrom(p.at - 1).end };
  return {
    kind: 'match-recognize',
    input,
    partitionBy,
    orderBy: order,
    measures,
    rowsPerMatch,
    afterMatch,
    pattern,
    strictStart,
    strictEnd,
    within,
    subsets,
    definitions,
    span,
  };
}

function* measureList(p: Cursor): Rule<Measure[]> {
  const measures: Measure[] = [];
  do {
    const start = p.at;
    const value = yield* nested(expression(p));
    p.expect('AS');
    const alias = p.name('a column name');
    measures.push({ kind: 'measure', expression: value, alias, span: p.spanFrom(start) });
  } while (p.accept(','));
  return measures;
}

function rowsClause(p: Cursor): 'ONE' | 'ALL' | undefined {
  const word = p.acceptAny('ONE', 'ALL');
  if (word !== undefined) {
    p.expect(word === 'ONE' ? 'ROW' : 'ROWS', 'PER', 'MATCH');
  }
  return word;
}

function afterClause(p: Cursor): AfterMatch {
  const start = p.at;
  p.expect('AFTER', 'MATCH', 'SKIP');
  if (p.accept('PAST')) {
    p.expect('LAST', 'ROW');
    return { kind: 'after-match', skip: 'PAST LAST ROW', span: p.spanFrom(start) };
  }
  p.expect('TO');
  if (p.accept('NEXT', 'ROW')) {
    return { kind: 'after-match', skip: 'TO NEXT ROW', span: p.spanFrom(start) };
  }
  // FIRST and LAST may be left out, and may be a variable's name themselves.
  const place = p.isName(1) ? p.acceptAny('FIRST', 'LAST') : undefined;
  const variable = p.name('a pattern variable');
  return { kind: 'after-match', skip: place === 'FIRST' ? 'TO FIRST' : 'TO LAST', variable, span: p.spanFrom(start) };
}

/** `a | b`. */
function* alternation(p: Cursor): Rule<PatternNode> {
  const start = p.at;
  const branches = [yield* sequence(p)];
  while (p.accept('|')) {
    branches.push(yield* sequence(p));
  }
  const [only] = branches;
  return branches.length === 1 && only !== undefined
    ? only
    : { kind: 'pattern-alternation', branches, span: p.spanFrom(start) };
}

function* sequence(p: Cursor): Rule<PatternNode> {
  const start = p.at;
  const elements = [yield* repetition(p)];
  while (p.isName() || p.isAny('(', '{-', 'PERMUTE')) {
    elements.push(yield* repetition(p));
  }
  const [only] = elements;
  return elements.length === 1 && only !== undefined
    ? only
    : { kind: 'pattern-sequence', elements, span: p.spanFrom(start) };
}

function* repetition(p: Cursor): Rule<PatternNode> {
  const start = p.at;
  const element = yield* patternPrimary(p);
  const bounds = quantifier(p);
  if (bounds === undefined) {
    return element;
  }
  const reluctant = p.accept('?');
  return { kind: 'pattern-repetition', element, ...bounds, reluctant, span: p.spanFrom(start) };
}

interface Bounds {
  readonly min: number;
  readonly max?: number | undefined;
}

function quantifier(p: Cursor): Bounds | undefined {
  switch (p.acceptAny('*', '+', '?', '{')) {
    case '*':
      return { min: 0 };
    case '+':
      return { min: 1 };
    case '?':
      return { min: 0, max: 1 };
    case '{':
      return counted(p);
    default:
      return undefined;
  }
}

/** `{n}`, `{n,}`, `{n,m}`, `{,m}`, the bracket already taken. */
function counted(p: Cursor): Bounds {
  const min = p.isNumber() ? Number(p.integer().text) : 0;
  const open = p.accept(',');
  const max = open ? (p.isNumber() ? Number(p.integer().text) : undefined) : min;
  p.expect('}');
  return { min, max };
}

function* patternPrimary(p: Cursor): Rule<PatternNode> {
  const start = p.at;
  if (p.accept('(')) {
    const inner = yield* nested(alternation(p));
    p.expect(')');
    return inner;
  }
  if (p.accept('{-')) {
    const element = yield* nested(alternation(p));
    p.expect('-}');
    return { kind: 'pattern-exclusion', element, span: p.spanFrom(start) };
  }
  if (p.accept('PERMUTE', '(')) {
    const elements = [yield* nested(alternation(p))];
    while (p.accept(',')) {
      elements.push(yield* nested(alternation(p)));
    }
    p.expect(')');
    return { kind: 'pattern-permutation', elements, span: p.spanFrom(start) };
  }
  return { kind: 'pattern-variable', name: p.name('a pattern variable'), span: p.spanFrom(start) };
}

function subset(p: Cursor): PatternSubset {
  const start = p.at;
  const name = p.name('a pattern variable');
  p.expect('=');
  const members = p.names('a pattern variable');
  return { kind: 'pattern-subset', name, members, span: p.spanFrom(start) };
}

function* definitionList(p: Cursor): Rule<PatternDefinition[]> {
  const definitions: PatternDefinition[] = [];
  do {
    const start = p.at;
    const variable = p.name('a pattern variable');
    p.expect('AS');
    const condition = yield* nested(expression(p));
    definitions.push({ kind: 'pattern-definition', variable, condition, span: p.spanFrom(start) });
  } while (p.accept(','));
  return definitions;
}
