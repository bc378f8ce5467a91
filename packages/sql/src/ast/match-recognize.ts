import type { ExpressionNode } from './expressions.ts';
import type { Identifier, NodeBase } from './node.ts';
import type { TableDecoration, TableReference } from './queries.ts';
import type { OrderItem } from './windows.ts';

export interface MatchRecognize extends NodeBase<'match-recognize'>, TableDecoration {
  readonly input: TableReference;
  readonly partitionBy: readonly ExpressionNode[];
  readonly orderBy: readonly OrderItem[];
  readonly measures: readonly Measure[];
  readonly rowsPerMatch?: 'ONE' | 'ALL' | undefined;
  readonly afterMatch?: AfterMatch | undefined;
  readonly pattern: PatternNode;
  /** `^` before the pattern. */
  readonly strictStart: boolean;
  /** `$` after the pattern. */
  readonly strictEnd: boolean;
  /** `WITHIN INTERVAL …`. */
  readonly within?: ExpressionNode | undefined;
  readonly subsets: readonly PatternSubset[];
  readonly definitions: readonly PatternDefinition[];
}

export interface Measure extends NodeBase<'measure'> {
  readonly expression: ExpressionNode;
  readonly alias: Identifier;
}

export interface AfterMatch extends NodeBase<'after-match'> {
  readonly skip: 'TO NEXT ROW' | 'PAST LAST ROW' | 'TO FIRST' | 'TO LAST';
  readonly variable?: Identifier | undefined;
}

/** `SUBSET u = (a, b)`. */
export interface PatternSubset extends NodeBase<'pattern-subset'> {
  readonly name: Identifier;
  readonly members: readonly Identifier[];
}

export interface PatternDefinition extends NodeBase<'pattern-definition'> {
  readonly variable: Identifier;
  readonly condition: ExpressionNode;
}

export type PatternNode =
  | PatternVariable
  | PatternSequence
  | PatternAlternation
  | PatternRepetition
  | PatternPermutation
  | PatternExclusion;

export interface PatternVariable extends NodeBase<'pattern-variable'> {
  readonly name: Identifier;
}

export interface PatternSequence extends NodeBase<'pattern-sequence'> {
  readonly elements: readonly PatternNode[];
}

export interface PatternAlternation extends NodeBase<'pattern-alternation'> {
  readonly branches: readonly PatternNode[];
}

/** `A*`, `A+?`, `A{2,5}`; `max` undefined means without end. */
export interface PatternRepetition extends NodeBase<'pattern-repetition'> {
  readonly element: PatternNode;
  readonly min: number;
  readonly max?: number | undefined;
  readonly reluctant: boolean;
}

export interface PatternPermutation extends NodeBase<'pattern-permutation'> {
  readonly elements: readonly PatternNode[];
}

/** `{- A B -}`. */
export interface PatternExclusion extends NodeBase<'pattern-exclusion'> {
  readonly element: PatternNode;
}
