/**
 * The bound logical plan: an immutable tree. Every node knows its output columns; expressions refer to the columns of
 * the node's input by position (a join's: left columns, then right ones).
 */
import type { RowField } from '@riffle/columns';
import type {
  AggregateCall,
  CatalogTable,
  ChangelogMode,
  ConnectorDefinition,
  Expression,
  JoinType,
  MatchPattern,
  MatchSkip,
  ObjectIdentifier,
  SortKey,
  WindowProperty,
  WindowSpec,
} from '@riffle/plan';

interface LogicalBase<K extends string> {
  readonly kind: K;
  readonly output: readonly RowField[];
}

/** Reads a table: the physical columns of `projection`, then the metadata columns. */
export interface LogicalScan extends LogicalBase<'scan'> {
  readonly id: ObjectIdentifier;
  readonly table: CatalogTable;
  readonly connector: ConnectorDefinition;
  /** The WITH clause with OPTIONS hints laid over it. */
  readonly options: Readonly<Record<string, string>>;
  readonly physicalColumns: readonly RowField[];
  readonly projection: readonly number[];
  readonly metadata: readonly { readonly name: string; readonly key: string; readonly type: RowField['type'] }[];
  readonly filters: readonly Expression[];
  readonly changelog: ChangelogMode;
  readonly bounded: boolean;
  readonly watermarkPerSplit: boolean;
  readonly limit: number | null;
}
export interface LogicalValues extends LogicalBase<'values'> {
  readonly rows: readonly (readonly Expression[])[];
}
export interface LogicalFilter extends LogicalBase<'filter'> {
  readonly input: LogicalNode;
  readonly condition: Expression;
}
export interface LogicalProject extends LogicalBase<'project'> {
  readonly input: LogicalNode;
  readonly expressions: readonly Expression[];
}
export interface LogicalWatermark extends LogicalBase<'watermark'> {
  readonly input: LogicalNode;
  readonly rowtimeIndex: number;
  readonly watermark: Expression;
  readonly options: Readonly<Record<string, string>>;
  /** The source makes the watermark, for each of its splits. */
  readonly perSplit: boolean;
}
/** GROUP BY, also DISTINCT (no calls). Output: grouping columns, then one per call. */
export interface LogicalAggregate extends LogicalBase<'aggregate'> {
  readonly input: LogicalNode;
  readonly grouping: readonly number[];
  readonly calls: readonly AggregateCall[];
  /** From a STATE_TTL hint, milliseconds. */
  readonly stateTtl: number | null;
}
/** Repeats rows for GROUPING SETS. */
export interface LogicalExpand extends LogicalBase<'expand'> {
  readonly input: LogicalNode;
  readonly projections: readonly (readonly Expression[])[];
}
/** GROUP BY TUMBLE(…) and its kin. Output: grouping columns, calls, properties. */
export interface LogicalGroupWindow extends LogicalBase<'group-window'> {
  readonly input: LogicalNode;
  readonly window: WindowSpec;
  readonly timeIndex: number;
  readonly grouping: readonly number[];
  readonly calls: readonly AggregateCall[];
  readonly properties: readonly WindowProperty[];
}
/** TUMBLE, HOP, CUMULATE, SESSION as table functions. Output: input, window_start, window_end, window_time. */
export interface LogicalWindowTable extends LogicalBase<'window-table'> {
  readonly input: LogicalNode;
  readonly window: WindowSpec;
  readonly timeIndex: number;
}
export interface LogicalJoin extends LogicalBase<'join'> {
  readonly left: LogicalNode;
  readonly right: LogicalNode;
  readonly type: JoinType;
  readonly condition: Expression | null;
  readonly leftStateTtl: number | null;
  readonly rightStateTtl: number | null;
}
/** `FOR SYSTEM_TIME AS OF left.time`: event-time temporal join or lookup join. */
export interface LogicalTemporalJoin extends LogicalBase<'temporal-join'> {
  readonly left: LogicalNode;
  readonly right: LogicalNode;
  readonly type: 'inner' | 'left';
  readonly condition: Expression | null;
  readonly timeIndex: number;
  readonly hints: Readonly<Record<string, string>>;
}
/** UNNEST or a table function for every input row. Output: input, then the function's columns. */
export interface LogicalCorrelate extends LogicalBase<'correlate'> {
  readonly input: LogicalNode;
  readonly call: Extract<Expression, { kind: 'call' }>;
  readonly type: 'inner' | 'left';
  readonly withOrdinality: boolean;
}
export interface LogicalUnion extends LogicalBase<'union'> {
  readonly inputs: readonly LogicalNode[];
}
export interface LogicalSort extends LogicalBase<'sort'> {
  readonly input: LogicalNode;
  readonly order: readonly SortKey[];
  readonly offset: number;
  readonly fetch: number | null;
}
/** OVER windows that share one specification. Output: input, then one per call. */
export interface LogicalOver extends LogicalBase<'over'> {
  readonly input: LogicalNode;
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  readonly frame: 'rows' | 'range';
  /** Rows or milliseconds; null for UNBOUNDED PRECEDING. */
  readonly preceding: number | null;
  readonly calls: readonly AggregateCall[];
}
/** ROW_NUMBER (or RANK) whose number is bounded by a filter. Output: input, then the rank when `outputRank`. */
export interface LogicalRank extends LogicalBase<'rank'> {
  readonly input: LogicalNode;
  readonly rank: 'row-number' | 'rank' | 'dense-rank';
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  readonly range: { readonly start: number; readonly end: number };
  readonly outputRank: boolean;
}
export interface LogicalMatch extends LogicalBase<'match'> {
  readonly input: LogicalNode;
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  readonly pattern: MatchPattern;
  readonly defines: readonly { readonly variable: string; readonly condition: Expression }[];
  readonly measures: readonly Expression[];
  readonly afterMatch: MatchSkip;
  readonly within: number | null;
}
/** Writes to a table. The input's columns are the sink's physical, then its writable metadata columns. */
export interface LogicalSink extends LogicalBase<'sink'> {
  readonly input: LogicalNode;
  readonly id: ObjectIdentifier;
  readonly table: CatalogTable;
  readonly connector: ConnectorDefinition;
  readonly options: Readonly<Record<string, string>>;
  readonly physicalColumns: readonly RowField[];
  readonly metadata: readonly { readonly key: string; readonly type: RowField['type'] }[];
  readonly primaryKey: readonly number[];
  readonly overwrite: boolean;
  readonly accepts: ChangelogMode;
}
/** The end of a query whose rows go to whoever asked. */
export interface LogicalCollect extends LogicalBase<'collect'> {
  readonly input: LogicalNode;
}

export type LogicalNode =
  | LogicalScan
  | LogicalValues
  | LogicalFilter
  | LogicalProject
  | LogicalWatermark
  | LogicalAggregate
  | LogicalExpand
  | LogicalGroupWindow
  | LogicalWindowTable
  | LogicalJoin
  | LogicalTemporalJoin
  | LogicalCorrelate
  | LogicalUnion
  | LogicalSort
  | LogicalOver
  | LogicalRank
  | LogicalMatch
  | LogicalSink
  | LogicalCollect;

/** The nodes a node reads, in order. */
export function inputsOf(node: LogicalNode): readonly LogicalNode[] {
  switch (node.kind) {
    case 'scan':
    case 'values':
      return [];
    case 'join':
    case 'temporal-join':
      return [node.left, node.right];
    case 'union':
      return node.inputs;
    default:
      return [node.input];
  }
}

/** The same node over other inputs (as many as before, of the same columns). */
export function withInputs(node: LogicalNode, inputs: readonly LogicalNode[]): LogicalNode {
  if (inputsOf(node).every((input, i) => input === inputs[i])) {
    return node;
  }
  const [first, second] = inputs;
  switch (node.kind) {
    case 'scan':
    case 'values':
      return node;
    case 'join':
    case 'temporal-join':
      return first === undefined || second === undefined ? node : { ...node, left: first, right: second };
    case 'union':
      return { ...node, inputs };
    default:
      return first === undefined ? node : { ...node, input: first };
  }
}

/** Applies `change` to every node, inputs first. */
export function rewritePlan(node: LogicalNode, change: (node: LogicalNode) => LogicalNode): LogicalNode {
  return change(
    withInputs(
      node,
      inputsOf(node).map((input) => rewritePlan(input, change)),
    ),
  );
}
