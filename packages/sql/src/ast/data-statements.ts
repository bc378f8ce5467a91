import type { DefaultArgument, ExpressionNode, FunctionCall } from './expressions.ts';
import type { StringLiteral } from './literals.ts';
import type { Identifier, NodeBase, Path } from './node.ts';
import type { Hint, QueryNode } from './queries.ts';
import type { PartitionSpec, PhysicalColumn } from './table-elements.ts';
import type { CreateTable } from './table-statements.ts';

export interface QueryStatement extends NodeBase<'query-statement'> {
  readonly query: QueryNode;
}

export interface Insert extends NodeBase<'insert'> {
  readonly mode: 'INTO' | 'OVERWRITE' | 'UPSERT';
  readonly table: Path;
  readonly hints: readonly Hint[];
  /** Columns declared on the spot: `INSERT INTO t (z BOOLEAN) …`. */
  readonly extend: readonly PhysicalColumn[];
  readonly partition?: PartitionSpec | undefined;
  /** Empty when every column is meant. A nested field has more than one part. */
  readonly columns: readonly Path[];
  readonly query: QueryNode;
}

/** `EXECUTE statement`: the statement alone, with emphasis. */
export interface Execute extends NodeBase<'execute'> {
  readonly statement: QueryStatement | Insert;
}

/** `[EXECUTE] STATEMENT SET BEGIN …; END`. */
export interface StatementSet extends NodeBase<'statement-set'> {
  readonly statements: readonly Insert[];
}
/** `BEGIN STATEMENT SET` as a line of its own; the inserts follow as statements up to `end-statement-set`. */
export interface BeginStatementSet extends NodeBase<'begin-statement-set'> {}
export interface EndStatementSet extends NodeBase<'end-statement-set'> {}

export interface CompilePlan extends NodeBase<'compile-plan'> {
  readonly file: StringLiteral;
  readonly ifNotExists: boolean;
  readonly execute: boolean;
  readonly statement: Insert | StatementSet;
}
export interface ExecutePlan extends NodeBase<'execute-plan'> {
  readonly file: StringLiteral;
}

export interface Assignment extends NodeBase<'assignment'> {
  readonly column: Path;
  readonly value: ExpressionNode | DefaultArgument;
}
export interface Update extends NodeBase<'update'> {
  readonly table: Path;
  readonly hints: readonly Hint[];
  readonly alias?: Identifier | undefined;
  readonly assignments: readonly Assignment[];
  readonly where?: ExpressionNode | undefined;
}
export interface Delete extends NodeBase<'delete'> {
  readonly table: Path;
  readonly hints: readonly Hint[];
  readonly alias?: Identifier | undefined;
  readonly where?: ExpressionNode | undefined;
}
export interface TruncateTable extends NodeBase<'truncate-table'> {
  readonly table: Path;
}
export interface Call extends NodeBase<'call'> {
  readonly call: FunctionCall;
}

export type ExplainDetail = 'ESTIMATED_COST' | 'CHANGELOG_MODE' | 'PLAN_ADVICE' | 'JSON_EXECUTION_PLAN';
/** PLAN FOR and nothing are the same. */
export interface Explain extends NodeBase<'explain'> {
  readonly details: readonly ExplainDetail[];
  readonly statement: QueryStatement | Insert | Update | Delete | StatementSet | CreateTable | Execute;
}

export interface AnalyzeTable extends NodeBase<'analyze-table'> {
  readonly table: Path;
  readonly partition?: PartitionSpec | undefined;
  readonly columns: readonly Identifier[];
  readonly allColumns: boolean;
}
