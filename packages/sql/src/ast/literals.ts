import type { NodeBase } from './node.ts';
import type { IntervalQualifier } from './type-nodes.ts';

export type Literal =
  | NumberLiteral
  | StringLiteral
  | BinaryLiteral
  | BooleanLiteral
  | NullLiteral
  | DateTimeLiteral
  | IntervalLiteral;

/** An unsigned number, digits as written: `integer` 12, `decimal` 1.5, `approximate` 1.5E3. */
export interface NumberLiteral extends NodeBase<'number-literal'> {
  readonly form: 'integer' | 'decimal' | 'approximate';
  readonly text: string;
}

/** A string after unescaping and joining of adjacent parts; `charset` from `_UTF8'…'`. */
export interface StringLiteral extends NodeBase<'string-literal'> {
  readonly value: string;
  readonly charset?: string | undefined;
}

/** `X'0AFF'`: hexadecimal digits in upper case. */
export interface BinaryLiteral extends NodeBase<'binary-literal'> {
  readonly hex: string;
}

/** TRUE, FALSE, or `null` for UNKNOWN. */
export interface BooleanLiteral extends NodeBase<'boolean-literal'> {
  readonly value: boolean | null;
}

export interface NullLiteral extends NodeBase<'null-literal'> {}

/** `DATE '2024-01-31'`; the text is checked by the binder. */
export interface DateTimeLiteral extends NodeBase<'datetime-literal'> {
  readonly type: 'DATE' | 'TIME' | 'TIMESTAMP' | 'TIMESTAMP_LTZ';
  readonly text: string;
}

/** `INTERVAL -'1-2' YEAR TO MONTH`. */
export interface IntervalLiteral extends NodeBase<'interval-literal'> {
  readonly negative: boolean;
  readonly text: string;
  readonly qualifier: IntervalQualifier;
}
