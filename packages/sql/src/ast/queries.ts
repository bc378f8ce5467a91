import type { ExpressionNode, FunctionCall, RowConstructor } from './expressions.ts';
import type { NumberLiteral, StringLiteral } from './literals.ts';
import type { MatchRecognize } from './match-recognize.ts';
import type { Identifier, NodeBase, Path } from './node.ts';
import type { NamedWindow, OrderItem } from './windows.ts';

/** A whole query: `WITH … body ORDER BY … OFFSET … LIMIT …`. Parentheses around a body alone leave no trace. */
export interface QueryNode extends NodeBase<'query'> {
  readonly with?: WithClause | undefined;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly offset?: ExpressionNode | undefined;
  /** LIMIT n and FETCH FIRST n ROWS; undefined for LIMIT ALL. */
  readonly limit?: ExpressionNode | undefined;
}

/** A nested `query` stands where parentheses hold a WITH, ORDER BY or LIMIT of their own. */
export type QueryBody = Select | Values | SetOperation | TableQuery | QueryNode;

export interface WithClause extends NodeBase<'with'> {
  readonly recursive: boolean;
  readonly tables: readonly CommonTable[];
}

export interface CommonTable extends NodeBase<'common-table'> {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  readonly query: QueryNode;
}

export interface Values extends NodeBase<'values'> {
  /** A row written without ROW or parentheses is a row of one item. */
  readonly rows: readonly RowConstructor[];
}

/** MINUS arrives as EXCEPT. */
export interface SetOperation extends NodeBase<'set-operation'> {
  readonly operator: 'UNION' | 'EXCEPT' | 'INTERSECT';
  readonly all: boolean;
  readonly left: QueryBody;
  readonly right: QueryBody;
}

/** `TABLE t` as a query. */
export interface TableQuery extends NodeBase<'table-query'> {
  readonly table: Path;
}

export interface Select extends NodeBase<'select'> {
  readonly hints: readonly Hint[];
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from?: TableReference | undefined;
  readonly where?: ExpressionNode | undefined;
  readonly groupBy?: GroupByClause | undefined;
  readonly having?: ExpressionNode | undefined;
  readonly qualify?: ExpressionNode | undefined;
  readonly windows: readonly NamedWindow[];
}

export interface SelectItem extends NodeBase<'select-item'> {
  readonly expression: ExpressionNode;
  readonly alias?: Identifier | undefined;
}

export interface GroupByClause extends NodeBase<'group-by'> {
  readonly distinct: boolean;
  readonly elements: readonly GroupingElement[];
}

/** A composite key of ROLLUP or CUBE is a `row`. */
export type GroupingElement = ExpressionNode | GroupingSets | Rollup | Cube | EmptyGrouping;
export interface GroupingSets extends NodeBase<'grouping-sets'> {
  readonly elements: readonly GroupingElement[];
}
export interface Rollup extends NodeBase<'rollup'> {
  readonly elements: readonly ExpressionNode[];
}
export interface Cube extends NodeBase<'cube'> {
  readonly elements: readonly ExpressionNode[];
}
/** `()`. */
export interface EmptyGrouping extends NodeBase<'empty-grouping'> {}

/** One hint of a hint comment: `OPTIONS('k'='v')`, `BROADCAST(t)`. */
export interface Hint extends NodeBase<'hint'> {
  readonly name: Identifier;
  readonly args: readonly HintArgument[];
}

export interface HintArgument extends NodeBase<'hint-argument'> {
  readonly key?: StringLiteral | Identifier | undefined;
  readonly value: StringLiteral | NumberLiteral | Identifier;
}

export type TableReference = TablePrimary | Join;
export type TablePrimary = NamedTable | DerivedTable | TableFunction | Unnest | MatchRecognize | NestedJoin;

/** What may follow any table in FROM. */
export interface TableDecoration {
  readonly alias?: TableAlias | undefined;
  /** `FOR SYSTEM_TIME AS OF expression`. */
  readonly systemTime?: ExpressionNode | undefined;
  readonly sample?: TableSample | undefined;
}

export interface TableAlias extends NodeBase<'table-alias'> {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
}

export interface TableSample extends NodeBase<'table-sample'> {
  readonly method: 'BERNOULLI' | 'SYSTEM' | 'SUBSTITUTE';
  readonly value: ExpressionNode;
  readonly seed?: ExpressionNode | undefined;
}

export interface NamedTable extends NodeBase<'named-table'>, TableDecoration {
  readonly path: Path;
  readonly hints: readonly Hint[];
}

export interface DerivedTable extends NodeBase<'derived-table'>, TableDecoration {
  readonly query: QueryNode;
  readonly lateral: boolean;
}

/** `TABLE(f(…))`, `LATERAL TABLE(f(…))` and the bare call `f(…)`. */
export interface TableFunction extends NodeBase<'table-function'>, TableDecoration {
  readonly call: FunctionCall;
  readonly lateral: boolean;
  readonly hints: readonly Hint[];
}

export interface Unnest extends NodeBase<'unnest'>, TableDecoration {
  readonly args: readonly ExpressionNode[];
  readonly ordinality: boolean;
  readonly lateral: boolean;
}

/** A join in parentheses. */
export interface NestedJoin extends NodeBase<'nested-join'>, TableDecoration {
  readonly join: Join;
}

export type JoinType = 'COMMA' | 'CROSS' | 'INNER' | 'LEFT' | 'RIGHT' | 'FULL';

export interface Join extends NodeBase<'join'> {
  readonly joinType: JoinType;
  readonly natural: boolean;
  readonly left: TableReference;
  readonly right: TableReference;
  readonly condition?: ExpressionNode | undefined;
  /** USING's columns; empty without USING. */
  readonly using: readonly Identifier[];
}
