import { must } from '@riffle/base';
import type { PhysicalNode, PhysicalPlan } from '@riffle/plan';
import type { Distribution } from '../exchange/partitioner.ts';

/** One stretch of operators that run in the same subtask and hand batches to each other by a call. */
export interface TaskPlan {
  readonly index: number;
  readonly parallelism: number;
  /** The operators, the head first, producers before users. */
  readonly nodes: readonly PhysicalNode[];
  /** What feeds the head, by its input number; empty for sources. */
  readonly inputs: readonly TaskInput[];
}

/** A connection between tasks. */
export interface TaskInput {
  readonly producer: string;
  readonly distribution: Distribution;
  /** The plan's exchange node on the way, for its metrics. */
  readonly exchange: string | null;
}

export interface TaskGraph {
  /** Producers before users. */
  readonly tasks: readonly TaskPlan[];
  /** Columns of each node's output whose hash decides the subtask; absent where unknown. */
  readonly routing: ReadonlyMap<string, readonly number[]>;
}

interface MutableTask {
  readonly index: number;
  readonly parallelism: number;
  readonly nodes: PhysicalNode[];
  readonly inputs: TaskInput[];
}

/**
 * Cuts a plan into tasks. A task has one head: a source, an operator behind an exchange, or one with several inputs.
 * As every task has a single place where rows come in, barriers can always be aligned there.
 */
export function planTasks(plan: PhysicalPlan, parallelism: number): TaskGraph {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]));
  const taskOf = new Map<string, MutableTask>();
  const tasks: MutableTask[] = [];
  const routing = new Map<string, readonly number[]>();
  for (const node of plan.nodes) {
    if (node.kind === 'exchange') {
      continue;
    }
    const inputs = node.inputs.map((id) => resolveInput(id, nodes));
    if (isHead(node, inputs)) {
      const task: MutableTask = {
        index: tasks.length,
        parallelism: parallelismOf(node, inputs, taskOf, parallelism),
        nodes: [node],
        inputs,
      };
      task.inputs.forEach((input, i) => {
        task.inputs[i] = settleDistribution(input, must(taskOf.get(input.producer)), task);
      });
      tasks.push(task);
      taskOf.set(node.id, task);
    } else {
      const task = must(taskOf.get(must(inputs[0]).producer));
      task.nodes.push(node);
      taskOf.set(node.id, task);
    }
    noteRouting(node, inputs, routing);
  }
  return { tasks, routing };
}

function isHead(node: PhysicalNode, inputs: readonly TaskInput[]): boolean {
  return inputs.length !== 1 || inputs[0]?.exchange !== null || node.kind === 'union';
}

/** Follows exchange nodes up to the operator that produces the rows. */
function resolveInput(id: string, nodes: ReadonlyMap<string, PhysicalNode>): TaskInput {
  const node = must(nodes.get(id), `the plan names an unknown node ${id}`);
  if (node.kind !== 'exchange') {
    return { producer: id, distribution: { kind: 'forward' }, exchange: null };
  }
  const behind = resolveInput(must(node.inputs[0]), nodes);
  return { producer: behind.producer, distribution: node.distribution, exchange: node.id };
}

function parallelismOf(
  node: PhysicalNode,
  inputs: readonly TaskInput[],
  taskOf: ReadonlyMap<string, MutableTask>,
  parallelism: number,
): number {
  if (node.kind === 'values') {
    return 1;
  }
  if (inputs.some((input) => input.distribution.kind === 'single')) {
    return 1;
  }
  if (inputs.length > 0 && inputs.every((input) => input.distribution.kind === 'forward')) {
    return Math.max(...inputs.map((input) => must(taskOf.get(input.producer)).parallelism));
  }
  return parallelism;
}

/**
 * Rows cannot stay with the subtask of the same number where the numbers of subtasks differ. The changes of a single
 * producer stay together: spread out, taking a row back could overtake the row.
 */
function settleDistribution(input: TaskInput, producer: MutableTask, consumer: MutableTask): TaskInput {
  if (input.distribution.kind === 'forward' && producer.parallelism !== consumer.parallelism) {
    return { ...input, distribution: { kind: producer.parallelism === 1 ? 'single' : 'rebalance' } };
  }
  return input;
}

/** Routing columns of an operator's input: those of the exchange, or what the producer's output is routed by. */
export function inputRouting(
  input: TaskInput,
  routing: ReadonlyMap<string, readonly number[]>,
): readonly number[] | null {
  if (input.distribution.kind === 'hash') {
    return input.distribution.keys;
  }
  return input.distribution.kind === 'forward' ? (routing.get(input.producer) ?? null) : null;
}

function noteRouting(node: PhysicalNode, inputs: readonly TaskInput[], routing: Map<string, readonly number[]>): void {
  const first = inputs[0];
  const incoming = first === undefined ? null : inputRouting(first, routing);
  const outgoing = incoming === null ? null : routingThrough(node, incoming);
  if (outgoing !== null) {
    routing.set(node.id, outgoing);
  }
}

function routingThrough(node: PhysicalNode, keys: readonly number[]): readonly number[] | null {
  switch (node.kind) {
    case 'calc':
      return mapped(keys, (key) => node.projections.findIndex((item) => item.kind === 'input' && item.index === key));
    case 'group-aggregate':
    case 'window-aggregate':
    case 'group-window-aggregate':
      return mapped(keys, (key) => node.grouping.indexOf(key));
    case 'watermark-assigner':
    case 'drop-update-before':
    case 'changelog-normalize':
    case 'window-table-function':
    case 'over-aggregate':
    case 'rank':
    case 'deduplicate':
    case 'correlate':
      return keys;
    default:
      return null;
  }
}

function mapped(keys: readonly number[], find: (key: number) => number): readonly number[] | null {
  const found = keys.map(find);
  return found.includes(-1) ? null : found;
}
