import type { Literal } from './literals.ts';
import type { Identifier, NodeBase, Path } from './node.ts';
import type { QueryNode } from './queries.ts';
import type { IntervalQualifier, TypeNode } from './type-nodes.ts';
import type { OrderItem, WindowSpecification } from './windows.ts';

/** Anything that stands where a value may stand. */
export type ExpressionNode =
  | Literal
  | ColumnReference
  | Star
  | DynamicParameter
  | UnaryExpression
  | BinaryExpression
  | IsPredicate
  | BetweenPredicate
  | LikePredicate
  | InListPredicate
  | InQueryPredicate
  | QuantifiedComparison
  | ExistsPredicate
  | UniquePredicate
  | Subquery
  | CaseExpression
  | CastNode
  | IntervalExpression
  | FunctionCall
  | JsonExists
  | JsonValue
  | JsonQuery
  | JsonObject
  | JsonArray
  | JsonObjectAgg
  | JsonArrayAgg
  | ArrayConstructor
  | MapConstructor
  | MultisetConstructor
  | CollectionQuery
  | RowConstructor
  | PeriodConstructor
  | ItemAccess
  | FieldAccess
  | MatchSemantics
  | SymbolNode
  | NamedArgument
  | DefaultArgument
  | Descriptor
  | TableArgument
  | ModelArgument;

/** `a`, `t.a`, `t.a.f`: a column, or a nested field of one; which part is what the binder decides. */
export interface ColumnReference extends NodeBase<'column-reference'> {
  readonly parts: readonly Identifier[];
}

/** `*` or `t.*`; also COUNT's argument. */
export interface Star extends NodeBase<'star'> {
  readonly qualifier: readonly Identifier[];
}

/** `?`, counted from 0 within its statement. */
export interface DynamicParameter extends NodeBase<'dynamic-parameter'> {
  readonly index: number;
}

export interface UnaryExpression extends NodeBase<'unary'> {
  readonly operator: '+' | '-' | 'NOT';
  readonly operand: ExpressionNode;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type BinaryOperator =
  | ComparisonOperator
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '||'
  | 'AND'
  | 'OR'
  | 'IS DISTINCT FROM'
  | 'IS NOT DISTINCT FROM'
  | 'MEMBER OF'
  | 'NOT MEMBER OF'
  | 'SUBMULTISET OF'
  | 'NOT SUBMULTISET OF'
  | 'MULTISET UNION ALL'
  | 'MULTISET UNION DISTINCT'
  | 'MULTISET INTERSECT ALL'
  | 'MULTISET INTERSECT DISTINCT'
  | 'MULTISET EXCEPT ALL'
  | 'MULTISET EXCEPT DISTINCT'
  | PeriodOperator;

/** Predicates over two periods (pairs of points in time). */
export type PeriodOperator =
  | 'OVERLAPS'
  | 'CONTAINS'
  | 'EQUALS'
  | 'PRECEDES'
  | 'SUCCEEDS'
  | 'IMMEDIATELY PRECEDES'
  | 'IMMEDIATELY SUCCEEDS';

/** An infix operator. `!=` arrives as `<>`. */
export interface BinaryExpression extends NodeBase<'binary'> {
  readonly operator: BinaryOperator;
  readonly left: ExpressionNode;
  readonly right: ExpressionNode;
}

export type IsTest =
  | 'NULL'
  | 'TRUE'
  | 'FALSE'
  | 'UNKNOWN'
  | 'A SET'
  | 'EMPTY'
  | 'JSON VALUE'
  | 'JSON OBJECT'
  | 'JSON ARRAY'
  | 'JSON SCALAR';

/** `x IS [NOT] NULL` and its kin. Plain `IS JSON` is `JSON VALUE`. */
export interface IsPredicate extends NodeBase<'is'> {
  readonly operand: ExpressionNode;
  readonly test: IsTest;
  readonly negated: boolean;
}

export interface BetweenPredicate extends NodeBase<'between'> {
  readonly operand: ExpressionNode;
  readonly low: ExpressionNode;
  readonly high: ExpressionNode;
  readonly symmetric: boolean;
  readonly negated: boolean;
}

export interface LikePredicate extends NodeBase<'like'> {
  readonly operator: 'LIKE' | 'SIMILAR TO';
  readonly operand: ExpressionNode;
  readonly pattern: ExpressionNode;
  readonly escape?: ExpressionNode | undefined;
  readonly negated: boolean;
}

export interface InListPredicate extends NodeBase<'in-list'> {
  readonly operand: ExpressionNode;
  readonly items: readonly ExpressionNode[];
  readonly negated: boolean;
}

export interface InQueryPredicate extends NodeBase<'in-query'> {
  readonly operand: ExpressionNode;
  readonly query: QueryNode;
  readonly negated: boolean;
}

/** `x > ANY (…)`: over a query or over a list. SOME arrives as ANY. */
export interface QuantifiedComparison extends NodeBase<'quantified'> {
  readonly operator: ComparisonOperator;
  readonly quantifier: 'ANY' | 'ALL';
  readonly operand: ExpressionNode;
  readonly query?: QueryNode | undefined;
  readonly items: readonly ExpressionNode[];
}

export interface ExistsPredicate extends NodeBase<'exists'> {
  readonly query: QueryNode;
}

export interface UniquePredicate extends NodeBase<'unique'> {
  readonly query: QueryNode;
}

/** A query where a value stands: `(SELECT MAX(a) FROM t)`. */
export interface Subquery extends NodeBase<'subquery'> {
  readonly query: QueryNode;
}

export interface CaseBranch extends NodeBase<'case-branch'> {
  /** The values of `WHEN a, b THEN` (only a CASE with an operand has more than one). */
  readonly conditions: readonly ExpressionNode[];
  readonly result: ExpressionNode;
}

export interface CaseExpression extends NodeBase<'case'> {
  readonly operand?: ExpressionNode | undefined;
  readonly branches: readonly CaseBranch[];
  readonly otherwise?: ExpressionNode | undefined;
}

export interface CastNode extends NodeBase<'cast'> {
  readonly mode: 'cast' | 'try';
  readonly operand: ExpressionNode;
  readonly type: TypeNode;
  /** `CAST(x AS DATE FORMAT 'dd-MM-yyyy')`. */
  readonly format?: ExpressionNode | undefined;
}

/** `INTERVAL (n + 1) DAY`: an interval from a number. */
export interface IntervalExpression extends NodeBase<'interval'> {
  readonly negative: boolean;
  readonly value: ExpressionNode;
  readonly qualifier: IntervalQualifier;
}

/**
 * A call. Built-ins with keywords between their arguments arrive here too, arguments in this order:
 * EXTRACT(unit symbol, x), TRIM(BOTH|LEADING|TRAILING symbol, characters, x), SUBSTRING(x, from[, length]),
 * POSITION(needle, x[, from]), OVERLAY(x, by, from[, length]), CEIL/FLOOR(x, unit symbol),
 * TIMESTAMPADD/TIMESTAMPDIFF(unit symbol, a, b), CONVERT and TRANSLATE with USING a charset symbol.
 * Built-ins written without parentheses (CURRENT_DATE, LOCALTIMESTAMP …) have `bare` true and no arguments.
 */
export interface FunctionCall extends NodeBase<'function-call'> {
  /** Case as written; a special built-in has its name in upper case. */
  readonly name: Path;
  readonly args: readonly ExpressionNode[];
  readonly bare: boolean;
  readonly quantifier?: 'DISTINCT' | 'ALL' | undefined;
  /** ORDER BY inside the parentheses: `ARRAY_AGG(x ORDER BY y)`. */
  readonly orderBy: readonly OrderItem[];
  readonly nullTreatment?: 'RESPECT' | 'IGNORE' | undefined;
  readonly withinGroup: readonly OrderItem[];
  readonly filter?: ExpressionNode | undefined;
  /** `OVER (…)` or `OVER w`. */
  readonly over?: WindowSpecification | Identifier | undefined;
}

/** What a JSON function does on an empty result or an error. */
export interface JsonBehavior extends NodeBase<'json-behavior'> {
  readonly action: 'NULL' | 'ERROR' | 'DEFAULT' | 'EMPTY ARRAY' | 'EMPTY OBJECT' | 'TRUE' | 'FALSE' | 'UNKNOWN';
  /** DEFAULT's value. */
  readonly value?: ExpressionNode | undefined;
}

export interface JsonExists extends NodeBase<'json-exists'> {
  readonly input: ExpressionNode;
  readonly path: ExpressionNode;
  readonly onError?: JsonBehavior | undefined;
}

export interface JsonValue extends NodeBase<'json-value'> {
  readonly input: ExpressionNode;
  readonly path: ExpressionNode;
  readonly returning?: TypeNode | undefined;
  readonly onEmpty?: JsonBehavior | undefined;
  readonly onError?: JsonBehavior | undefined;
}

export interface JsonQuery extends NodeBase<'json-query'> {
  readonly input: ExpressionNode;
  readonly path: ExpressionNode;
  readonly returning?: TypeNode | undefined;
  readonly wrapper?: 'WITHOUT' | 'CONDITIONAL' | 'UNCONDITIONAL' | undefined;
  readonly onEmpty?: JsonBehavior | undefined;
  readonly onError?: JsonBehavior | undefined;
}

export interface JsonEntry extends NodeBase<'json-entry'> {
  readonly key: ExpressionNode;
  readonly value: ExpressionNode;
  /** FORMAT JSON: the value is JSON text already. */
  readonly formatJson: boolean;
}

export interface JsonElement extends NodeBase<'json-element'> {
  readonly value: ExpressionNode;
  readonly formatJson: boolean;
}

export type JsonOnNull = 'NULL' | 'ABSENT';

export interface JsonObject extends NodeBase<'json-object'> {
  readonly entries: readonly JsonEntry[];
  /** What to do with NULL values; when absent, the function's own default (NULL). */
  readonly onNull?: JsonOnNull | undefined;
}

export interface JsonArray extends NodeBase<'json-array'> {
  readonly elements: readonly JsonElement[];
  /** When absent, the function's own default (ABSENT). */
  readonly onNull?: JsonOnNull | undefined;
}

export interface JsonObjectAgg extends NodeBase<'json-objectagg'> {
  readonly entry: JsonEntry;
  readonly onNull?: JsonOnNull | undefined;
  readonly filter?: ExpressionNode | undefined;
}

export interface JsonArrayAgg extends NodeBase<'json-arrayagg'> {
  readonly element: JsonElement;
  readonly orderBy: readonly OrderItem[];
  readonly onNull?: JsonOnNull | undefined;
  readonly filter?: ExpressionNode | undefined;
}

/** `ARRAY[a, b]`. */
export interface ArrayConstructor extends NodeBase<'array'> {
  readonly elements: readonly ExpressionNode[];
}

/** `MAP[k1, v1, k2, v2]`: keys and values in turn. */
export interface MapConstructor extends NodeBase<'map'> {
  readonly elements: readonly ExpressionNode[];
}

export interface MultisetConstructor extends NodeBase<'multiset'> {
  readonly elements: readonly ExpressionNode[];
}

/** `ARRAY (SELECT …)`. */
export interface CollectionQuery extends NodeBase<'collection-query'> {
  readonly collection: 'ARRAY' | 'MAP' | 'MULTISET';
  readonly query: QueryNode;
}

/** `ROW(a, b)` and `(a, b)`. */
export interface RowConstructor extends NodeBase<'row'> {
  readonly items: readonly ExpressionNode[];
}

/** `PERIOD (a, b)`. */
export interface PeriodConstructor extends NodeBase<'period'> {
  readonly items: readonly ExpressionNode[];
}

/** `array[1]`, `map['k']`. */
export interface ItemAccess extends NodeBase<'item'> {
  readonly operand: ExpressionNode;
  readonly index: ExpressionNode;
}

/** `f(x).name`, `(row).name`: a field of something that is not a plain name. */
export interface FieldAccess extends NodeBase<'field'> {
  readonly operand: ExpressionNode;
  readonly field: Identifier;
}

/** `RUNNING x`, `FINAL x` within MATCH_RECOGNIZE. */
export interface MatchSemantics extends NodeBase<'match-semantics'> {
  readonly mode: 'RUNNING' | 'FINAL';
  readonly operand: ExpressionNode;
}

/** A keyword that is an argument: a time unit, BOTH … */
export interface SymbolNode extends NodeBase<'symbol'> {
  readonly value: string;
}

/** `name => value`. */
export interface NamedArgument extends NodeBase<'named-argument'> {
  readonly name: Identifier;
  readonly value: ExpressionNode;
}

/** `DEFAULT` in an argument list or a row of VALUES. */
export interface DefaultArgument extends NodeBase<'default'> {}

/** `DESCRIPTOR(ts)`, `DESCRIPTOR(a INT)`. */
export interface Descriptor extends NodeBase<'descriptor'> {
  readonly columns: readonly DescriptorColumn[];
}

export interface DescriptorColumn extends NodeBase<'descriptor-column'> {
  readonly name: Path;
  readonly type?: TypeNode | undefined;
}

/** `TABLE t PARTITION BY k ORDER BY ts` or `(SELECT …) PARTITION BY k` as a table function's argument. */
export interface TableArgument extends NodeBase<'table-argument'> {
  readonly table?: Path | undefined;
  readonly query?: QueryNode | undefined;
  readonly partitionBy: readonly ExpressionNode[];
  readonly orderBy: readonly OrderItem[];
}

/** `MODEL m`. */
export interface ModelArgument extends NodeBase<'model-argument'> {
  readonly path: Path;
}
