/** ROW_NUMBER() OVER (…) with a bound on the number is a Top-N. */
import type { Expression, SortKey } from '@riffle/plan';
import { nodes } from '../logical/build.ts';
import { conjunctionOf, conjunctsOf, integerOf } from '../logical/expressions.ts';
import { type LogicalNode, type LogicalRank, rewritePlan } from '../logical/node.ts';

const RANKS: Readonly<Record<string, LogicalRank['rank']>> = {
  ROW_NUMBER: 'row-number',
  RANK: 'rank',
  DENSE_RANK: 'dense-rank',
};

export function recognizeRank(plan: LogicalNode): LogicalNode {
  return rewritePlan(plan, (node) => {
    if (node.kind !== 'filter' || node.input.kind !== 'over') {
      return node;
    }
    return rankOf(node, node.input) ?? node;
  });
}

type Over = Extract<LogicalNode, { kind: 'over' }>;

function rankOf(filter: Extract<LogicalNode, { kind: 'filter' }>, over: Over): LogicalNode | undefined {
  const [only, ...others] = over.calls;
  const rank = only === undefined ? undefined : RANKS[only.name];
  if (rank === undefined || others.length > 0 || over.order.length === 0) {
    return undefined;
  }
  const index = over.input.output.length;
  const conditions = conjunctsOf(filter.condition);
  const bounds = conditions.map((condition) => boundOf(condition, index));
  const start = Math.max(1, ...bounds.map((bound) => bound?.start ?? 1));
  const end = Math.min(...bounds.map((bound) => bound?.end ?? Number.POSITIVE_INFINITY));
  if (!Number.isFinite(end)) {
    return undefined;
  }
  const top: LogicalRank = {
    kind: 'rank',
    input: over.input,
    rank,
    partition: over.partition,
    order: withoutPartition(over.order, over.partition),
    range: { start, end },
    outputRank: true,
    output: over.output,
  };
  const rest = conjunctionOf(conditions.filter((_, i) => bounds[i] === undefined));
  return rest === null ? top : nodes.filter(top, rest);
}

/** Within a partition its keys do not order anything. */
function withoutPartition(order: readonly SortKey[], partition: readonly number[]): readonly SortKey[] {
  const useful = order.filter((key) => !partition.includes(key.index));
  return useful.length === 0 ? order : useful;
}

interface Bound {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' };

/** What `rank <op> n` or `n <op> rank` says of the rank; undefined when the condition is about something else. */
function boundOf(condition: Expression, index: number): Bound | undefined {
  if (condition.kind !== 'call' || condition.args.length !== 2) {
    return undefined;
  }
  const [left, right] = condition.args;
  const isRank = (e: Expression | undefined): boolean =>
    e?.kind === 'input' ? e.index === index : e?.kind === 'cast' && isRank(e.arg);
  const operator = isRank(left) ? condition.name : FLIPPED[condition.name];
  const value = isRank(left) ? integerOf(right) : isRank(right) ? integerOf(left) : undefined;
  if (value === undefined) {
    return undefined;
  }
  switch (operator) {
    case '<':
      return { end: value - 1 };
    case '<=':
      return { end: value };
    case '>':
      return { start: value + 1 };
    case '>=':
      return { start: value };
    case '=':
      return { start: value, end: value };
    default:
      return undefined;
  }
}
