/** OVER calls of one SELECT → over nodes, one per distinct window, over columns that a projection prepares. */
import type { AggregateCall, Expression, SortKey } from '@riffle/plan';
import { nodes } from '../logical/build.ts';
import { digestOf, identity, input } from '../logical/expressions.ts';
import type { LogicalNode } from '../logical/node.ts';
import type { OverCall } from './expression-scope.ts';
import { isBetween, OVER_BASE } from './placeholders.ts';

export interface OverApplied {
  readonly node: LogicalNode;
  rewrite(expression: Expression): Expression;
}

/** `lower` takes an expression from the scope the calls were bound in to the columns of the node. */
export function applyOverCalls(
  node: LogicalNode,
  calls: readonly OverCall[],
  lower: (expression: Expression) => Expression,
): OverApplied {
  if (calls.length === 0) {
    return { node, rewrite: (expression) => expression };
  }
  const prepared = prepareColumns(node, calls, lower);
  const groups = Map.groupBy(prepared.calls, (call) =>
    digestOf([call.partition, call.order, call.frame, call.preceding]),
  );
  let over = prepared.node;
  const positions = new Map<number, number>();
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) {
      continue;
    }
    const start = over.output.length;
    group.forEach((call, i) => {
      positions.set(call.position, start + i);
    });
    const results = group.map((call, i) => ({
      name: `w${positions.size - group.length + i}$o0`,
      type: call.call.type,
    }));
    over = {
      kind: 'over',
      input: over,
      partition: first.partition,
      order: first.order,
      frame: first.frame,
      preceding: first.preceding,
      calls: group.map((call) => call.call),
      output: [...over.output, ...results],
    };
  }
  return { node: over, rewrite: (expression) => replaceOver(expression, positions) };
}

interface PreparedCall {
  readonly position: number;
  readonly partition: readonly number[];
  readonly order: readonly SortKey[];
  readonly frame: OverCall['frame'];
  readonly preceding: number | null;
  readonly call: AggregateCall;
}

function prepareColumns(
  node: LogicalNode,
  calls: readonly OverCall[],
  lower: (expression: Expression) => Expression,
): { node: LogicalNode; calls: readonly PreparedCall[] } {
  const columns: Expression[] = identity(node.output);
  const names = node.output.map((field) => field.name);
  const columnFor = (expression: Expression): number => {
    const lowered = lower(expression);
    if (lowered.kind === 'input' && lowered.index < node.output.length) {
      return lowered.index;
    }
    const digest = digestOf(lowered);
    const known = columns.findIndex((column) => digestOf(column) === digest);
    if (known !== -1) {
      return known;
    }
    names.push(`$${columns.length}`);
    return columns.push(lowered) - 1;
  };
  const asColumn = (expression: Expression): Expression =>
    expression.kind === 'literal' ? expression : input(columnFor(expression), expression.type);
  const prepared = calls.map(
    (over, position): PreparedCall => ({
      position,
      partition: over.partition.map(columnFor),
      order: over.order.map(({ expression, key }) => ({ index: columnFor(expression), ...key })),
      frame: over.frame,
      preceding: over.preceding,
      call: {
        ...over.call,
        args: over.call.args.map(asColumn),
        filter: over.call.filter === null ? null : asColumn(over.call.filter),
      },
    }),
  );
  const extended = columns.length === node.output.length ? node : nodes.project(node, columns, names);
  return { node: extended, calls: prepared };
}

function replaceOver(expression: Expression, positions: ReadonlyMap<number, number>): Expression {
  switch (expression.kind) {
    case 'input': {
      const at = isBetween(expression.index, OVER_BASE) ? positions.get(expression.index - OVER_BASE) : undefined;
      return at === undefined ? expression : { ...expression, index: at };
    }
    case 'call':
      return { ...expression, args: expression.args.map((arg) => replaceOver(arg, positions)) };
    case 'cast':
    case 'field':
      return { ...expression, arg: replaceOver(expression.arg, positions) };
    default:
      return expression;
  }
}
