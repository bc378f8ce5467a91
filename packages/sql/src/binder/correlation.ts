/**
 * Takes references to the query around out of a sub-plan: the conditions that hold them move up to the join that
 * replaces the sub-query, and the inner columns they need are added to the plan's output.
 */
import type { Expression } from '@riffle/plan';
import { nodes } from '../logical/build.ts';
import {
  conjunctionOf,
  conjunctsOf,
  type InputExpression,
  identity,
  inputsRead,
  remapInputs,
} from '../logical/expressions.ts';
import { inputsOf, type LogicalAggregate, type LogicalNode, withInputs } from '../logical/node.ts';
import { OUTER_BASE, readsPlaceholder } from './placeholders.ts';

/** The plan without outer references, and the conditions over outer columns and the plan's own output. */
export interface Decorrelated {
  readonly node: LogicalNode;
  readonly conditions: readonly Expression[];
}

/** Undefined when a reference stands where it cannot be moved from. */
export function decorrelate(node: LogicalNode): Decorrelated | undefined {
  if (!isCorrelated(node)) {
    return { node, conditions: [] };
  }
  switch (node.kind) {
    case 'filter': {
      const inner = decorrelate(node.input);
      if (inner === undefined) {
        return undefined;
      }
      const parts = conjunctsOf(node.condition);
      const own = conjunctionOf(parts.filter((part) => !readsPlaceholder(part, OUTER_BASE)));
      const moved = parts.filter((part) => readsPlaceholder(part, OUTER_BASE));
      const kept = own === null ? inner.node : nodes.filter(inner.node, own);
      return { node: kept, conditions: [...inner.conditions, ...moved] };
    }
    case 'project':
      return decorrelateProject(node);
    case 'aggregate':
      return decorrelateAggregate(node);
    case 'sort':
      return decorrelateSort(node);
    case 'join':
      return decorrelateJoin(node);
    default:
      return undefined;
  }
}

export function isCorrelated(node: LogicalNode): boolean {
  return expressionsOf(node).some((e) => readsPlaceholder(e, OUTER_BASE)) || inputsOf(node).some(isCorrelated);
}

function expressionsOf(node: LogicalNode): readonly Expression[] {
  switch (node.kind) {
    case 'filter':
      return [node.condition];
    case 'project':
      return node.expressions;
    case 'join':
    case 'temporal-join':
      return node.condition === null ? [] : [node.condition];
    case 'aggregate':
    case 'group-window':
    case 'over':
      return node.calls.flatMap((call) => [...call.args, ...(call.filter === null ? [] : [call.filter])]);
    case 'correlate':
      return [node.call];
    case 'values':
      return node.rows.flat();
    default:
      return [];
  }
}

/** The inner columns that `conditions` read. */
function innerColumns(conditions: readonly Expression[]): number[] {
  const read = new Set<number>();
  for (const condition of conditions) {
    inputsRead(condition, read);
  }
  return [...read].filter((index) => index < OUTER_BASE).sort((a, b) => a - b);
}

function remapInner(conditions: readonly Expression[], map: (index: number) => number): Expression[] {
  return conditions.map((condition) => remapInputs(condition, (index) => (index >= OUTER_BASE ? index : map(index))));
}

function decorrelateProject(node: Extract<LogicalNode, { kind: 'project' }>): Decorrelated | undefined {
  const inner = decorrelate(node.input);
  if (inner === undefined || node.expressions.some((e) => readsPlaceholder(e, OUTER_BASE))) {
    return undefined;
  }
  const needed = innerColumns(inner.conditions);
  const all: InputExpression[] = identity(inner.node.output);
  const extra = needed.map((index) => all[index]).filter((e) => e !== undefined);
  const names = [...node.output.map((f) => f.name), ...needed.map((index) => inner.node.output[index]?.name ?? '')];
  const projected = nodes.project(inner.node, [...node.expressions, ...extra], names);
  const conditions = remapInner(inner.conditions, (index) => node.expressions.length + needed.indexOf(index));
  return { node: projected, conditions };
}

/** Equalities with inner columns become further grouping columns. */
function decorrelateAggregate(node: LogicalAggregate): Decorrelated | undefined {
  const inner = decorrelate(node.input);
  if (inner === undefined || !inner.conditions.every(isEquality)) {
    return undefined;
  }
  const added = innerColumns(inner.conditions).filter((index) => !node.grouping.includes(index));
  const grouping = [...node.grouping, ...added];
  const aggregate = nodes.aggregate(inner.node, grouping, node.calls, node.stateTtl);
  const before = node.grouping.length;
  const order = [
    ...node.grouping.map((_, i) => i),
    ...node.calls.map((_, i) => grouping.length + i),
    ...added.map((_, i) => before + i),
  ];
  const columns = identity(aggregate.output);
  const expressions = order.map((index) => columns[index]).filter((e) => e !== undefined);
  const names = order.map((index) => aggregate.output[index]?.name ?? '');
  const position = (column: number): number => order.indexOf(grouping.indexOf(column));
  return {
    node: nodes.project(aggregate, expressions, names),
    conditions: remapInner(inner.conditions, position),
  };
}

function isEquality(condition: Expression): boolean {
  return (
    condition.kind === 'call' &&
    condition.name === '=' &&
    condition.args.some((a) => a.kind === 'input' && a.index < OUTER_BASE)
  );
}

/** ORDER BY with LIMIT for every outer row is a Top-N per value of the correlated columns. */
function decorrelateSort(node: Extract<LogicalNode, { kind: 'sort' }>): Decorrelated | undefined {
  const inner = decorrelate(node.input);
  if (inner === undefined || !inner.conditions.every(isEquality)) {
    return undefined;
  }
  if (node.fetch === null) {
    return node.offset === 0 ? inner : undefined;
  }
  return {
    node: {
      kind: 'rank',
      input: inner.node,
      rank: 'row-number',
      partition: innerColumns(inner.conditions),
      order: node.order,
      range: { start: node.offset + 1, end: node.offset + node.fetch },
      outputRank: false,
      output: inner.node.output,
    },
    conditions: inner.conditions,
  };
}

function decorrelateJoin(node: Extract<LogicalNode, { kind: 'join' }>): Decorrelated | undefined {
  const left = decorrelate(node.left);
  const right = decorrelate(node.right);
  if (left === undefined || right === undefined) {
    return undefined;
  }
  const leftOnly = node.type === 'left' || node.type === 'semi' || node.type === 'anti';
  if (node.type !== 'inner' && !(leftOnly && right.conditions.length === 0)) {
    return undefined;
  }
  const own = conjunctsOf(node.condition);
  if (node.type !== 'inner' && own.some((part) => readsPlaceholder(part, OUTER_BASE))) {
    return undefined;
  }
  const shift = left.node.output.length - node.left.output.length;
  const width = node.left.output.length;
  if (shift !== 0 && node.type !== 'inner') {
    return undefined;
  }
  const moveRight = (index: number): number => (index < width ? index : index + shift);
  const parts = remapInner(own, moveRight);
  const kept = conjunctionOf(parts.filter((part) => !readsPlaceholder(part, OUTER_BASE)));
  const moved = parts.filter((part) => readsPlaceholder(part, OUTER_BASE));
  const joined = withInputs({ ...node, condition: kept }, [left.node, right.node]);
  const output =
    node.type === 'semi' || node.type === 'anti' ? left.node.output : [...left.node.output, ...right.node.output];
  const rightStart = left.node.output.length;
  return {
    node: { ...joined, output } as LogicalNode,
    conditions: [...left.conditions, ...moved, ...remapInner(right.conditions, (index) => rightStart + index)],
  };
}
