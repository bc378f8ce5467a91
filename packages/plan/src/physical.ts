import type { LogicalType, RowField } from '@riffle/columns';
import type { ChangelogMode } from './changelog.ts';
import type { AggregateCall, Expression, SortKey } from './expression.ts';
import type { ObjectIdentifier } from './identifier.ts';

/**
 * The physical plan: what the engine runs. Plain, read-only, serialisable data (`plan-json.ts` gives its JSON form).
 * Nodes stand in topological order, inputs before users; a node may have several users.
 */
export interface PhysicalPlan {
  readonly formatVersion: 1;
  readonly mode: 'streaming' | 'batch';
  readonly nodes: readonly PhysicalNode[];
  /** Session settings the run depends on (`table.local-time-zone`, `table.exec.state.ttl` …), defaults left out. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Stable id of an operator: derived from what the operator does and where it stands in the plan,
 * so that the same query planned again, or changed elsewhere, finds its state.
 */
export type OperatorId = string;

interface NodeBase<K extends string> {
  readonly id: OperatorId;
  readonly kind: K;
  readonly inputs: readonly OperatorId[];
  /** The columns the node gives out. */
  readonly output: readonly RowField[];
  readonly changelog: ChangelogMode;
  /** Sets of output columns that identify a row of an updating output; empty when none is known. */
  readonly upsertKeys: readonly (readonly number[])[];
  /** One line for people: `GroupAggregate(groupBy=[ticker], select=[ticker, COUNT(*) AS n])`. */
  readonly description: string;
}

export type PhysicalNode =
  | SourceNode
  | ValuesNode
  | CalcNode
  | WatermarkAssignerNode
  | ChangelogNormalizeNode
  | DropUpdateBeforeNode
  | ExchangeNode
  | ExpandNode
  | GroupAggregateNode
  | WindowTableFunctionNode
  | WindowAggregateNode
  | GroupWindowAggregateNode
  | OverAggregateNode
  | JoinNode
  | IntervalJoinNode
  | TemporalJoinNode
  | LookupJoinNode
  | WindowJoinNode
  | CorrelateNode
  | RankNode
  | WindowRankNode
  | DeduplicateNode
  | SortNode
  | TemporalSortNode
  | LimitNode
  | UnionNode
  | MatchNode
  | SinkNode
  | CollectNode;

export type PhysicalNodeKind = PhysicalNode['kind'];

/** Reads a table through its connector. Gives physical columns (projected), then the asked-for metadata columns. */
export interface SourceNode extends NodeBase<'source'> {
  readonly table: ObjectIdentifier;
  readonly connector: string;
  readonly options: Readonly<Record<string, string>>;
  /** All physical columns of the table, in declared order: what a format decodes. */
  readonly physicalColumns: readonly RowField[];
  /** Which physical columns the plan needs, by position; these come first in `output`. */
  readonly projection: readonly number[];
  /** Metadata columns the plan needs, after the physical ones in `output`. */
  readonly metadata: readonly { readonly key: string; readonly type: LogicalType }[];
  readonly partitionKeys: readonly string[];
  readonly primaryKey: readonly string[];
  /** Filters the connector may use to read less; the plan applies them again. Over `output`. */
  readonly filters: readonly Expression[];
  /** Stop after this many rows, when the plan allows. */
  readonly limit: number | null;
}

/** Constant rows. */
export interface ValuesNode extends NodeBase<'values'> {
  readonly rows: readonly (readonly Expression[])[];
}

/** Filter, then project. `condition` null keeps every row. */
export interface CalcNode extends NodeBase<'calc'> {
  readonly condition: Expression | null;
  readonly projections: readonly Expression[];
}

/** Computes a watermark from every row of each split, and makes the engine emit it. */
export interface WatermarkAssignerNode extends NodeBase<'watermark-assigner'> {
  readonly rowtimeIndex: number;
  /** Over the input row; gives TIMESTAMP(3) or TIMESTAMP_LTZ(3). */
  readonly watermark: Expression;
  readonly emit: 'on-periodic' | 'on-event';
  /** Milliseconds between periodic emissions (`pipeline.auto-watermark-interval`). */
  readonly interval: number;
  /** Milliseconds without a row after which a split no longer holds the watermark back; 0 never. */
  readonly idleTimeout: number;
  /**
   * Whose watermark it is. `split`: the source's own, one for each of its splits (Flink's watermark push-down).
   * `subtask`: an operator's behind the source, one for all rows of a subtask, which beside its timer also goes on at once
   * when event time has moved by more than `interval`. `split` when absent.
   */
  readonly scope?: 'split' | 'subtask' | undefined;
}

/** Turns an upsert stream into a full changelog by keeping the last row of every key. */
export interface ChangelogNormalizeNode extends NodeBase<'changelog-normalize'> {
  readonly uniqueKey: readonly number[];
  readonly stateTtl: number;
  /** A pushed-down filter: rows that fail it count as absent. */
  readonly filter: Expression | null;
}

export interface DropUpdateBeforeNode extends NodeBase<'drop-update-before'> {}

/** Moves rows between subtasks. */
export interface ExchangeNode extends NodeBase<'exchange'> {
  readonly distribution:
    | { readonly kind: 'hash'; readonly keys: readonly number[] }
    | { readonly kind: 'single' }
    | { readonly kind: 'broadcast' }
    | { readonly kind: 'rebalance' };
}

/** Repeats every row once per projection (GROUPING SETS). */
export interface ExpandNode extends NodeBase<'expand'> {
  readonly projections: readonly (readonly Expression[])[];
}

/** Unbounded GROUP BY. Output: the grouping columns, then one column per call. */
export interface GroupAggregateNode extends NodeBase<'group-aggregate'> {
  readonly grouping: readonly number[];
  readonly calls: readonly AggregateCall[];
  /** Send -U before +U. */
  readonly generateUpdateBefore: boolean;
  /** The input may hold -U or -D rows. */
  readonly retracting: boolean;
  /** Milliseconds after the last write when a key's state goes; 0 never. */
  readonly stateTtl: number;
}

/** How rows fall into windows. Lengths in milliseconds. */
export type WindowSpec =
  | { readonly kind: 'tumble'; readonly size: number; readonly offset: number }
  | { readonly kind: 'hop'; readonly size: number; readonly slide: number; readonly offset: number }
  | { readonly kind: 'cumulate'; readonly size: number; readonly step: number; readonly offset: number }
  | { readonly kind: 'session'; readonly gap: number; readonly partitionKeys: readonly number[] };

export interface WindowTime {
  /** The time column, or -1 when the windows come attached (`windowStart`, `windowEnd`). */
  readonly index: number;
  readonly kind: 'rowtime' | 'proctime';
  /** TIMESTAMP_LTZ columns assign windows in the session's zone. */
  readonly local: boolean;
}

/** A windowing table function on its own: input columns, then window_start, window_end, window_time. */
export interface WindowTableFunctionNode extends NodeBase<'window-table-function'> {
  readonly window: WindowSpec;
  readonly time: WindowTime;
}

export type WindowProperty = 'window-start' | 'window-end' | 'window-rowtime' | 'window-proctime';

/** Aggregation by window (TVF form). Output: grouping columns, calls, then the window properties asked for. */
export interface WindowAggregateNode extends NodeBase<'window-aggregate'> {
  readonly window: WindowSpec;
  readonly time: WindowTime;
  /** Set when the input already carries window columns (cascaded windows). */
  readonly attached: { readonly start: number; readonly end: number } | null;
  readonly grouping: readonly number[];
  readonly calls: readonly AggregateCall[];
  readonly properties: readonly WindowProperty[];
  readonly retracting: boolean;
}

/** Aggregation by window (legacy GROUP BY TUMBLE(…) form), or by row count. Output as WindowAggregate. */
export interface GroupWindowAggregateNode extends NodeBase<'group-window-aggregate'> {
  readonly window: WindowSpec;
  readonly time: WindowTime;
  readonly grouping: readonly number[];
  readonly calls: readonly AggregateCall[];
  readonly properties: readonly WindowProperty[];
  readonly retracting: boolean;
  /** `table.exec.emit.*`: milliseconds, or null when that firing is off. */
  readonly emit: {
    readonly earlyDelay: number | null;
    readonly lateDelay: number | null;
    readonly allowedLateness: number;
  };
  readonly generateUpdateBefore: boolean;
}

export interface OverBound {
  /** Rows or milliseconds before the current row; null for UNBOUNDED PRECEDING, 0 for CURRENT ROW. */
  readonly preceding: number | null;
}

/** OVER windows ending at CURRENT ROW. Output: input columns, then one per call. */
export interface OverAggregateNode extends NodeBase<'over-aggregate'> {
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  /** What the order column is. */
  readonly time: 'rowtime' | 'proctime' | 'none';
  readonly frame: 'rows' | 'range';
  readonly lower: OverBound;
  readonly calls: readonly AggregateCall[];
  readonly stateTtl: number;
  readonly generateUpdateBefore: boolean;
}

export type JoinType = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti';

/** Equality of one left and one right column. */
export interface JoinKey {
  readonly left: number;
  readonly right: number;
  /** False for IS NOT DISTINCT FROM. */
  readonly filterNulls: boolean;
}

/** Regular join: keeps both sides. Output: left columns, then right ones (left only for semi and anti). */
export interface JoinNode extends NodeBase<'join'> {
  readonly type: JoinType;
  readonly keys: readonly JoinKey[];
  /** What must hold beside the keys, over left then right columns. */
  readonly condition: Expression | null;
  readonly leftUpsertKeys: readonly (readonly number[])[];
  readonly rightUpsertKeys: readonly (readonly number[])[];
  readonly leftStateTtl: number;
  readonly rightStateTtl: number;
}

/** Join of two append-only streams whose times lie within bounds: left between right+lower and right+upper. */
export interface IntervalJoinNode extends NodeBase<'interval-join'> {
  readonly type: JoinType;
  readonly keys: readonly JoinKey[];
  readonly condition: Expression | null;
  readonly time: 'rowtime' | 'proctime';
  readonly leftTime: number;
  readonly rightTime: number;
  /** Milliseconds: right + lower ≤ left ≤ right + upper. */
  readonly lower: number;
  readonly upper: number;
}

/** `FOR SYSTEM_TIME AS OF left.rowtime` against a versioned table. */
export interface TemporalJoinNode extends NodeBase<'temporal-join'> {
  readonly type: 'inner' | 'left';
  readonly keys: readonly JoinKey[];
  readonly condition: Expression | null;
  readonly time: 'rowtime' | 'proctime';
  readonly leftTime: number;
  readonly rightTime: number;
  readonly rightUniqueKey: readonly number[];
}

/** `FOR SYSTEM_TIME AS OF proctime` against a table that is asked key by key. */
export interface LookupJoinNode extends NodeBase<'lookup-join'> {
  readonly type: 'inner' | 'left';
  readonly table: ObjectIdentifier;
  readonly connector: string;
  readonly options: Readonly<Record<string, string>>;
  readonly physicalColumns: readonly RowField[];
  /** Right column → what it must equal. */
  readonly keys: readonly { readonly right: number; readonly value: Expression }[];
  readonly preFilter: Expression | null;
  readonly condition: Expression | null;
  readonly hints: Readonly<Record<string, string>>;
  /** Keep what was found per left row, known by these columns, so that taking a row back takes back the same. */
  readonly materialize?: { readonly key: readonly number[]; readonly stateTtl: number } | undefined;
}

/** Join of two windowed streams within the same window. */
export interface WindowJoinNode extends NodeBase<'window-join'> {
  readonly type: JoinType;
  readonly keys: readonly JoinKey[];
  readonly condition: Expression | null;
  readonly time: WindowTime;
  readonly left: { readonly start: number; readonly end: number };
  readonly right: { readonly start: number; readonly end: number };
}

/** UNNEST, or a table function applied to every row. Output: input columns, then the function's. */
export interface CorrelateNode extends NodeBase<'correlate'> {
  readonly type: 'inner' | 'left';
  readonly call: CallExpression;
  readonly withOrdinality: boolean;
  readonly condition: Expression | null;
}
type CallExpression = Extract<Expression, { kind: 'call' }>;

/** Top-N per partition. Output: input columns, then the rank when asked for. */
export interface RankNode extends NodeBase<'rank'> {
  readonly rank: 'row-number' | 'rank' | 'dense-rank';
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  /** Ranks kept: from start to end, both included, counted from 1; end may be a column. */
  readonly range: { readonly start: number; readonly end: number } | { readonly endColumn: number };
  readonly outputRank: boolean;
  readonly strategy: 'append-fast' | 'update-fast' | 'retract';
  readonly generateUpdateBefore: boolean;
  readonly stateTtl: number;
}

/** Top-N or deduplication within a window. */
export interface WindowRankNode extends NodeBase<'window-rank'> {
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  readonly range: { readonly start: number; readonly end: number };
  readonly outputRank: boolean;
  readonly time: WindowTime;
  readonly windowColumns: { readonly start: number; readonly end: number };
}

/** First or last row by time per key. */
export interface DeduplicateNode extends NodeBase<'deduplicate'> {
  readonly key: readonly number[];
  readonly time: 'rowtime' | 'proctime';
  readonly timeIndex: number;
  readonly keep: 'first' | 'last';
  readonly generateUpdateBefore: boolean;
  readonly stateTtl: number;
  /** The rank number (always 1) is part of the output. */
  readonly outputRank: boolean;
}

/** ORDER BY over a bounded input, with LIMIT and OFFSET when given; or a streaming Top-N over everything. */
export interface SortNode extends NodeBase<'sort'> {
  readonly order: readonly SortKey[];
  readonly offset: number;
  /** Null when there is no LIMIT. */
  readonly fetch: number | null;
  readonly generateUpdateBefore: boolean;
}

/** ORDER BY whose first key is an ascending time attribute. */
export interface TemporalSortNode extends NodeBase<'temporal-sort'> {
  readonly time: 'rowtime' | 'proctime';
  readonly timeIndex: number;
  /** The keys after the time. */
  readonly order: readonly SortKey[];
}

/** LIMIT without ORDER BY. */
export interface LimitNode extends NodeBase<'limit'> {
  readonly offset: number;
  readonly fetch: number | null;
  readonly generateUpdateBefore: boolean;
}

export interface UnionNode extends NodeBase<'union'> {}

/**
 * MATCH_RECOGNIZE. Output: the partition columns, then the measures. In `defines` and `measures` a column of the matched
 * rows is a call `FIRST(variable, expression, offset)` or `LAST(…)`: the variable a SYMBOL literal (`*` for every row of
 * the match), the expression over the input row, the offset an INTEGER literal counted inwards from that end. An
 * aggregate is `MATCH_AGG(variable, function SYMBOL, argument…)`. `MATCH_ROWTIME()` and `MATCH_PROCTIME()` stand alone.
 * The row a `defines` condition tests counts as mapped to its variable already.
 */
export interface MatchNode extends NodeBase<'match'> {
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  readonly time: 'rowtime' | 'proctime';
  readonly timeIndex: number;
  readonly pattern: MatchPattern;
  readonly defines: readonly { readonly variable: string; readonly condition: Expression }[];
  readonly measures: readonly Expression[];
  readonly afterMatch: MatchSkip;
  /** Milliseconds, or null without WITHIN. */
  readonly within: number | null;
}
export type MatchPattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'sequence'; readonly parts: readonly MatchPattern[] }
  | {
      readonly kind: 'quantified';
      readonly part: MatchPattern;
      readonly min: number;
      readonly max: number | null;
      readonly greedy: boolean;
    };
export type MatchSkip =
  | { readonly kind: 'next-row' }
  | { readonly kind: 'past-last-row' }
  | { readonly kind: 'first' | 'last'; readonly variable: string };

/** Writes to a table through its connector. */
export interface SinkNode extends NodeBase<'sink'> {
  readonly table: ObjectIdentifier;
  readonly connector: string;
  readonly options: Readonly<Record<string, string>>;
  /** The columns written, physical ones first and then writable metadata, in the order of the input. */
  readonly physicalColumns: readonly RowField[];
  readonly metadata: readonly { readonly key: string; readonly type: LogicalType }[];
  readonly partitionKeys: readonly string[];
  readonly primaryKey: readonly number[];
  readonly overwrite: boolean;
  /** `table.exec.sink.not-null-enforcer`. */
  readonly notNull: 'error' | 'drop';
  /** `table.exec.sink.type-length-enforcer`. */
  readonly typeLength: 'ignore' | 'trim-pad' | 'error';
  /** Put changes of one key back in order before writing (upsert key ≠ primary key). */
  readonly upsertMaterialize: boolean;
  /** What the sink takes. */
  readonly accepts: ChangelogMode;
}

/** Hands the result to whoever asked: a cell, the command line, a test. */
export interface CollectNode extends NodeBase<'collect'> {}
