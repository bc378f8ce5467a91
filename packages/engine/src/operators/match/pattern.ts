import type { MatchPattern } from '@riffle/plan';
import { NotSupportedError } from '../../errors.ts';

/** One variable of a pattern and how often it may come in a row. */
export interface PatternElement {
  readonly variable: string;
  readonly min: number;
  readonly max: number;
  /** Rows the variable accepts never go to the next one instead. */
  readonly greedy: boolean;
}

/** A pattern as its variables in order. Throws `NotSupportedError` for the shapes Flink has not either. */
export function patternElements(pattern: MatchPattern): readonly PatternElement[] {
  const elements = (pattern.kind === 'sequence' ? pattern.parts : [pattern]).flatMap(elementsOf);
  if (new Set(elements.map((element) => element.variable)).size < elements.length) {
    throw new NotSupportedError('a pattern variable that stands twice in PATTERN');
  }
  if (elements.every((element) => element.min === 0)) {
    throw new NotSupportedError('a PATTERN that matches no rows');
  }
  if (elements.at(-1)?.greedy === true) {
    throw new NotSupportedError(
      'a greedy quantifier at the end of PATTERN; end with a plain variable or a reluctant quantifier (such as +?)',
    );
  }
  return elements;
}

function elementsOf(pattern: MatchPattern): readonly PatternElement[] {
  switch (pattern.kind) {
    case 'variable':
      return [{ variable: pattern.name, min: 1, max: 1, greedy: false }];
    case 'sequence':
      return pattern.parts.flatMap(elementsOf);
    case 'quantified':
      return [quantified(pattern)];
  }
}

function quantified(pattern: Extract<MatchPattern, { kind: 'quantified' }>): PatternElement {
  const { part, min } = pattern;
  if (part.kind !== 'variable') {
    throw new NotSupportedError('quantifiers on groups in PATTERN');
  }
  const max = pattern.max ?? Number.POSITIVE_INFINITY;
  const isOptional = min === 0 && max === 1;
  if (isOptional && !pattern.greedy) {
    throw new NotSupportedError('the reluctant optional quantifier ?? in PATTERN');
  }
  // An optional variable and a fixed count leave greed nothing to choose: both ways are followed.
  return { variable: part.name, min, max, greedy: pattern.greedy && !isOptional && min !== max };
}
