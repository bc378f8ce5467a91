/** A plan as people look at it: its operators in plain words, and what goes from one to the next. */
import type { ChangelogMode } from './changelog.ts';
import { descriptionPart } from './description.ts';
import type { ExchangeNode, OperatorId, PhysicalNode, PhysicalPlan } from './physical.ts';

export type ChangeKind = '+I' | '-U' | '+U' | '-D';

export interface PlanGraphNode {
  readonly id: OperatorId;
  readonly kind: PhysicalNode['kind'];
  /** What it does, in two or three words. */
  readonly title: string;
  /** What it does it with, in a line. */
  readonly detail: string;
  /** The whole line of EXPLAIN. */
  readonly description: string;
  /** The kinds of change it gives out. */
  readonly changes: readonly ChangeKind[];
  /** What it keeps to go on: rows by key that only a time to live ends, windows that end by themselves, or nothing. */
  readonly state: 'none' | 'windows' | 'keyed';
  /** It sets the watermark. */
  readonly setsWatermark: boolean;
}

export interface PlanGraphEdge {
  readonly from: OperatorId;
  readonly to: OperatorId;
  /** How rows are sent to subtasks, when not straight on: `by ticker`, `all to one`. */
  readonly distribution?: string | undefined;
  readonly changes: readonly ChangeKind[];
}

export interface PlanGraph {
  readonly nodes: readonly PlanGraphNode[];
  readonly edges: readonly PlanGraphEdge[];
}

/** Operators and edges of a plan, inputs first. An exchange is an edge; it does nothing to rows. */
export function planGraph(plan: PhysicalPlan): PlanGraph {
  const byId = new Map(plan.nodes.map((node) => [node.id, node]));
  const steps = plan.nodes.filter((node) => node.kind !== 'exchange');
  return {
    nodes: steps.map(describeNode),
    edges: steps.flatMap((node) =>
      node.inputs.flatMap((input): PlanGraphEdge[] => {
        const { source, exchange } = behindExchange(byId, input);
        return source === undefined
          ? []
          : [
              {
                from: source.id,
                to: node.id,
                ...(exchange === undefined ? {} : { distribution: distributionWords(exchange, source) }),
                changes: changeKinds(source.changelog),
              },
            ];
      }),
    ),
  };
}

/** The kinds of change that may come, as Flink writes them. */
export function changeKinds(mode: ChangelogMode): ChangeKind[] {
  return [
    '+I' as const,
    ...(mode.updateBefore ? ['-U' as const] : []),
    ...(mode.updateAfter ? ['+U' as const] : []),
    ...(mode.delete ? ['-D' as const] : []),
  ];
}

function behindExchange(
  byId: ReadonlyMap<OperatorId, PhysicalNode>,
  input: OperatorId,
): { source: PhysicalNode | undefined; exchange: ExchangeNode | undefined } {
  let source = byId.get(input);
  let exchange: ExchangeNode | undefined;
  while (source?.kind === 'exchange') {
    exchange ??= source;
    source = byId.get(source.inputs[0] ?? '');
  }
  return { source, exchange };
}

function distributionWords({ distribution }: ExchangeNode, source: PhysicalNode): string {
  switch (distribution.kind) {
    case 'hash':
      return `by ${distribution.keys.map((key) => source.output[key]?.name ?? `column ${key + 1}`).join(', ')}`;
    case 'single':
      return 'all to one';
    case 'broadcast':
      return 'to every subtask';
    case 'rebalance':
      return 'evenly';
  }
}

function describeNode(node: PhysicalNode): PlanGraphNode {
  return {
    id: node.id,
    kind: node.kind,
    title: titleOf(node),
    detail: detailOf(node),
    description: node.description,
    changes: changeKinds(node.changelog),
    state: stateOf(node),
    setsWatermark: node.kind === 'watermark-assigner',
  };
}

const TITLES: Readonly<Record<Exclude<PhysicalNode['kind'], 'source' | 'sink' | 'calc' | 'lookup-join'>, string>> = {
  values: 'Constant rows',
  'watermark-assigner': 'Watermark',
  'changelog-normalize': 'Normalize changes',
  'drop-update-before': 'Drop old values',
  exchange: 'Exchange',
  expand: 'Expand grouping sets',
  'group-aggregate': 'Group and aggregate',
  'window-table-function': 'Assign windows',
  'window-aggregate': 'Window aggregate',
  'group-window-aggregate': 'Window aggregate',
  'over-aggregate': 'Aggregate over rows',
  join: 'Join',
  'interval-join': 'Interval join',
  'temporal-join': 'Temporal join',
  'window-join': 'Window join',
  correlate: 'Table function',
  rank: 'Top N',
  'window-rank': 'Top N in windows',
  deduplicate: 'Deduplicate',
  sort: 'Sort',
  'temporal-sort': 'Sort by time',
  limit: 'Limit',
  union: 'Union',
  match: 'Match a pattern',
  collect: 'Result',
};

function titleOf(node: PhysicalNode): string {
  switch (node.kind) {
    case 'source':
      return node.table.object;
    case 'sink':
      return `Write ${node.table.object}`;
    case 'lookup-join':
      return `Look up ${node.table.object}`;
    case 'calc':
      return node.condition === null ? 'Compute columns' : 'Filter';
    default:
      return TITLES[node.kind];
  }
}

function detailOf(node: PhysicalNode): string {
  const part = (name: string): string => descriptionPart(node.description, name) ?? '';
  switch (node.kind) {
    case 'source':
    case 'sink':
      return node.connector;
    case 'values':
      return `${node.rows.length} ${node.rows.length === 1 ? 'row' : 'rows'}`;
    case 'calc':
      return node.condition === null ? part('select') : part('where');
    case 'watermark-assigner':
      return part('watermark');
    case 'group-aggregate':
    case 'window-aggregate':
    case 'group-window-aggregate':
      return lines(part('window'), node.grouping.length === 0 ? 'over all rows' : `by ${part('groupBy')}`);
    case 'window-table-function':
      return part('window');
    case 'over-aggregate':
      return lines(node.partition.length === 0 ? '' : `by ${part('partitionBy')}`, `ordered by ${part('orderBy')}`);
    case 'join':
    case 'interval-join':
    case 'temporal-join':
    case 'window-join':
    case 'lookup-join':
      return lines(JOIN_WORDS[node.type], part('where'));
    case 'rank':
    case 'window-rank':
      return lines(node.partition.length === 0 ? '' : `by ${part('partitionBy')}`, `ordered by ${part('orderBy')}`);
    case 'deduplicate':
      return `${node.keep} row by ${node.output
        .filter((_, i) => node.key.includes(i))
        .map((field) => field.name)
        .join(', ')}`;
    case 'changelog-normalize':
      return `by ${node.uniqueKey.map((i) => node.output[i]?.name ?? '').join(', ')}`;
    case 'sort':
      return lines(`by ${part('orderBy')}`, node.fetch === null ? '' : `first ${node.fetch}`);
    case 'temporal-sort':
      return `by ${part('orderBy')}`;
    case 'limit':
      return node.fetch === null ? '' : `first ${node.fetch}`;
    case 'correlate':
      return part('invocation');
    case 'collect':
      return node.output.map((field) => field.name).join(', ');
    case 'drop-update-before':
    case 'exchange':
    case 'expand':
    case 'union':
    case 'match':
      return '';
  }
}

const JOIN_WORDS = {
  inner: 'inner',
  left: 'left outer',
  right: 'right outer',
  full: 'full outer',
  semi: 'rows with a match',
  anti: 'rows without a match',
} as const;

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function stateOf(node: PhysicalNode): PlanGraphNode['state'] {
  switch (node.kind) {
    case 'window-aggregate':
    case 'group-window-aggregate':
    case 'window-join':
    case 'window-rank':
    case 'interval-join':
      return 'windows';
    case 'group-aggregate':
    case 'over-aggregate':
    case 'join':
    case 'temporal-join':
    case 'changelog-normalize':
    case 'rank':
    case 'deduplicate':
    case 'sort':
    case 'temporal-sort':
    case 'match':
    case 'limit':
      return 'keyed';
    case 'sink':
      return node.upsertMaterialize ? 'keyed' : 'none';
    default:
      return 'none';
  }
}
