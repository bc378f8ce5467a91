/**
 * Tables and queries as small plain data: what the generator makes, the printer turns into SQL, the reference
 * evaluates, the shrinker cuts down and a regression file holds.
 */

/** The types of generated columns. */
export type ColumnType = 'INT' | 'BIGINT' | 'DOUBLE' | 'STRING' | 'BOOLEAN' | 'TIMESTAMP(3)' | 'ARRAY<INT>';

/** A value: timestamps in milliseconds since 1970-01-01T00:00:00. */
export type Cell = null | number | string | boolean | readonly (number | null)[];

export type ChangeKind = '+I' | '-U' | '+U' | '-D';

export interface Change {
  readonly op: ChangeKind;
  /** In the order of the table's columns. */
  readonly row: readonly Cell[];
}

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

export interface TableModel {
  readonly name: string;
  /** What the source declares to send: inserts; full changes; changes by key without the row before. */
  readonly changes: 'append' | 'retract' | 'upsert';
  readonly columns: readonly TableColumn[];
  readonly key: readonly string[];
  /** The watermark trails the column by `delay` milliseconds. */
  readonly watermark: { readonly column: string; readonly delay: number } | null;
  /** Adds a column `pt AS PROCTIME()`. */
  readonly proctime: boolean;
  /** Rows in order of arrival; between splits there is no order. */
  readonly splits: readonly (readonly Change[])[];
}

export interface ColumnExpression {
  readonly kind: 'column';
  readonly name: string;
  readonly type: ColumnType;
  /** Of a join's condition: which input. */
  readonly side?: 'l' | 'r';
}

export interface LiteralExpression {
  readonly kind: 'literal';
  readonly value: Cell;
  readonly type: ColumnType;
}

export interface CallExpression {
  readonly kind: 'call';
  readonly op: Operator;
  readonly args: readonly Expression[];
  readonly type: ColumnType;
}

export type Expression = ColumnExpression | LiteralExpression | CallExpression;

export type Operator =
  | '+'
  | '-'
  | '*'
  | 'MOD'
  | 'ABS'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'AND'
  | 'OR'
  | 'NOT'
  | 'IS NULL'
  | 'IS NOT NULL'
  | 'IS TRUE'
  | 'IS NOT TRUE'
  | 'IS FALSE'
  | 'IS DISTINCT FROM'
  | 'IS NOT DISTINCT FROM'
  /** condition, value, otherwise */
  | 'CASE'
  | 'COALESCE'
  | 'NULLIF'
  | 'UPPER'
  | '||'
  | 'CHAR_LENGTH'
  | 'IN'
  | 'NOT IN'
  | 'BETWEEN'
  | 'LIKE'
  | 'CAST';

export interface AggregateItem {
  readonly name: string;
  readonly call: 'COUNT' | 'SUM' | 'AVG' | 'MIN' | 'MAX';
  /** Null: COUNT(*). */
  readonly argument: ColumnExpression | null;
  readonly distinct: boolean;
  readonly filter: Expression | null;
}

export interface SelectItem {
  readonly name: string;
  readonly expression: Expression;
}

/** Lengths in milliseconds. */
export type Window =
  | { readonly kind: 'tumble'; readonly size: number; readonly offset: number }
  | { readonly kind: 'hop'; readonly slide: number; readonly size: number; readonly offset: number }
  | { readonly kind: 'cumulate'; readonly step: number; readonly size: number; readonly offset: number }
  | { readonly kind: 'session'; readonly gap: number };

export interface OrderKey {
  readonly column: string;
  readonly descending: boolean;
  /** Null: Flink's default, NULL being the least value. */
  readonly nulls: 'first' | 'last' | null;
}

export interface WindowNames {
  readonly start: string | null;
  readonly end: string | null;
  /** Time attribute of the result. */
  readonly time: string | null;
}

export interface JoinKey {
  readonly left: string;
  readonly right: string;
}

export type Query =
  | { readonly kind: 'table'; readonly table: string }
  | SelectQuery
  | {
      readonly kind: 'aggregate';
      readonly input: Query;
      readonly keys: readonly string[];
      readonly aggregates: readonly AggregateItem[];
      /** Over the names of keys and aggregates. */
      readonly having: Expression | null;
    }
  | WindowAggregateQuery
  | {
      /** The rows with their windows, not aggregated. */
      readonly kind: 'window-rows';
      readonly input: Query;
      readonly window: Exclude<Window, { kind: 'session' }>;
      readonly time: string;
      readonly columns: readonly string[];
      readonly names: WindowNames;
    }
  | { readonly kind: 'union'; readonly all: boolean; readonly inputs: readonly [Query, Query] }
  | {
      readonly kind: 'join';
      readonly type: 'inner' | 'left';
      readonly left: Query;
      readonly right: Query;
      readonly on: readonly JoinKey[];
      readonly extra: Expression | null;
      readonly items: readonly { readonly side: 'l' | 'r'; readonly column: string; readonly name: string }[];
    }
  | SemiQuery
  | {
      readonly kind: 'unnest';
      readonly input: Query;
      readonly array: string;
      readonly name: string;
      readonly columns: readonly string[];
    }
  | {
      readonly kind: 'top-n';
      readonly input: Query;
      readonly partition: readonly string[];
      readonly order: readonly OrderKey[];
      /** The first rank kept, from 1, and the last. */
      readonly from: number;
      readonly to: number;
      /** The name of the rank number in the result, if it is there. */
      readonly rank: string | null;
    }
  | {
      readonly kind: 'deduplicate';
      readonly input: Query;
      readonly partition: readonly string[];
      /** Null: by processing time, which only a table has. */
      readonly time: string | null;
      readonly keep: 'first' | 'last';
    }
  | {
      readonly kind: 'sort-limit';
      readonly input: Query;
      readonly order: readonly OrderKey[];
      readonly limit: number;
    }
  /** Any rows, so many of them. */
  | { readonly kind: 'limit'; readonly input: Query; readonly limit: number }
  /** ORDER BY a time attribute. */
  | { readonly kind: 'time-sort'; readonly input: Query; readonly time: string };

export interface SelectQuery {
  readonly kind: 'select';
  readonly input: Query;
  readonly items: readonly SelectItem[];
  readonly where: Expression | null;
  readonly distinct: boolean;
}

export interface WindowAggregateQuery {
  readonly kind: 'window-aggregate';
  readonly input: Query;
  readonly style: 'function' | 'legacy';
  readonly window: Window;
  readonly time: string;
  readonly keys: readonly string[];
  readonly aggregates: readonly AggregateItem[];
  readonly names: WindowNames;
}

export interface SemiQuery {
  readonly kind: 'semi';
  readonly form: 'in' | 'exists';
  readonly negated: boolean;
  readonly input: Query;
  readonly inner: Query;
  /** One pair for IN. */
  readonly on: readonly JoinKey[];
  /** Of EXISTS, over both inputs. */
  readonly extra: Expression | null;
}

export interface OracleCase {
  readonly tables: readonly TableModel[];
  readonly query: Query;
  /** Of the scheduler. */
  readonly seed: number;
}
