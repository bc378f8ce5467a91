import type { ExpressionNode } from './expressions.ts';
import type { Identifier, NodeBase } from './node.ts';

/** One key of ORDER BY; `nulls` undefined means the default place. */
export interface OrderItem extends NodeBase<'order-item'> {
  readonly expression: ExpressionNode;
  readonly descending: boolean;
  readonly nulls?: 'FIRST' | 'LAST' | undefined;
}

/** What stands in the parentheses of OVER or of the WINDOW clause. */
export interface WindowSpecification extends NodeBase<'window-specification'> {
  /** The window this one refines. */
  readonly base?: Identifier | undefined;
  readonly partitionBy: readonly ExpressionNode[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: WindowFrame | undefined;
}

/** `ROWS BETWEEN start AND end`; without BETWEEN the end is the current row. */
export interface WindowFrame extends NodeBase<'window-frame'> {
  readonly unit: 'ROWS' | 'RANGE';
  readonly start: FrameBound;
  readonly end?: FrameBound | undefined;
}

export interface FrameBound extends NodeBase<'frame-bound'> {
  readonly position: 'PRECEDING' | 'CURRENT ROW' | 'FOLLOWING';
  /** Undefined means unbounded (and nothing for the current row). */
  readonly offset?: ExpressionNode | undefined;
}

export interface NamedWindow extends NodeBase<'named-window'> {
  readonly name: Identifier;
  readonly window: WindowSpecification;
}
