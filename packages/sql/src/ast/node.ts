import type { Span } from '@riffle/plan';

/** What every node of a syntax tree has: a literal kind and the stretch of source text it came from. */
export interface NodeBase<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

/** One name, without its quotes, case as written. */
export interface Identifier extends NodeBase<'identifier'> {
  readonly name: string;
}

/** The name of a catalog object, function or nested column: one part or several joined by dots. */
export interface Path extends NodeBase<'path'> {
  readonly parts: readonly Identifier[];
}
