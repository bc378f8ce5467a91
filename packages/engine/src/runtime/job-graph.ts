import { type Clock, type Logger, must, type Random } from '@riffle/base';
import { newArrays, type VectorArrays } from '@riffle/columns';
import { isInsertOnly, type PhysicalPlan } from '@riffle/plan';
import { Channel } from '../exchange/channel.ts';
import { makePartitioner } from '../exchange/partitioner.ts';
import type { OperatorContext } from '../operator.ts';
import { createOperator, type OperatorEnvironment } from '../operators/create-operator.ts';
import { SourceOperator } from '../operators/source.ts';
import { ValuesOperator } from '../operators/values.ts';
import { ArrayRounds, mayReuseArrays } from './array-rounds.ts';
import { LoadMeter } from './load-meter.ts';
import { OperatorInstance } from './operator-instance.ts';
import { Subtask, type SubtaskListener } from './subtask.ts';
import { inputRouting, planTasks, type TaskGraph, type TaskPlan } from './task-graph.ts';

export interface JobGraphParts {
  readonly plan: PhysicalPlan;
  readonly parallelism: number;
  readonly jobId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly checkpointing: boolean;
  readonly environment: OperatorEnvironment;
  readonly listener: SubtaskListener;
  readonly checkMemory: () => void;
}

/** All subtasks of a job, connected, and what passed each exchange. */
export interface JobGraph {
  readonly subtasks: readonly Subtask[];
  readonly exchanges: ReadonlyMap<string, { rows: number; bytes: number }>;
}

/** Makes the subtasks of a plan and the channels between them. */
export function buildJobGraph(parts: JobGraphParts): JobGraph {
  const graph = planTasks(parts.plan, parts.parallelism);
  const instances = new Map<string, OperatorInstance[]>();
  const exchanges = new Map<string, { rows: number; bytes: number }>();
  const subtasks = graph.tasks.flatMap((task) => {
    const meters = Array.from({ length: task.parallelism }, () => new LoadMeter(parts.clock));
    for (const node of task.nodes) {
      instances.set(
        node.id,
        meters.map((meter) => new OperatorInstance(node, meter)),
      );
    }
    return Array.from({ length: task.parallelism }, (_, index) => {
      const own = task.nodes.map((node) => must(instances.get(node.id)?.[index]));
      connectChain(own);
      const channels = connectInputs(task, index, instances, exchanges);
      return buildSubtask({ parts, graph, task, index, own, channels });
    });
  });
  return { subtasks, exchanges };
}

function connectChain(own: readonly OperatorInstance[]): void {
  const byId = new Map(own.map((instance) => [instance.node.id, instance]));
  for (const instance of own.slice(1)) {
    byId.get(instance.node.inputs[0] as string)?.next.push({ instance, input: 0 });
  }
}

/** Opens a channel from every producing subtask that may send to subtask `index`. */
function connectInputs(
  task: TaskPlan,
  index: number,
  instances: ReadonlyMap<string, OperatorInstance[]>,
  exchanges: Map<string, { rows: number; bytes: number }>,
): Channel[] {
  return task.inputs.flatMap((input, number) => {
    const passed = exchanges.get(input.exchange ?? '') ?? { rows: 0, bytes: 0 };
    if (input.exchange !== null) {
      exchanges.set(input.exchange, passed);
    }
    const producers = must(instances.get(input.producer));
    return producers.flatMap((producer, from) => {
      if (input.distribution.kind === 'forward' && from !== index) {
        return [];
      }
      const channel = new Channel(number);
      const slot = `${task.index}/${number}`;
      let group = producer.groups.find((other) => other.slot === slot);
      if (group === undefined) {
        const targets = input.distribution.kind === 'forward' ? 1 : task.parallelism;
        group = { slot, passed, channels: [], partition: makePartitioner(input.distribution, from, targets) };
        producer.groups.push(group);
      }
      group.channels.push(channel);
      return [channel];
    });
  });
}

interface SubtaskPlace {
  readonly parts: JobGraphParts;
  readonly graph: TaskGraph;
  readonly task: TaskPlan;
  readonly index: number;
  readonly own: readonly OperatorInstance[];
  readonly channels: readonly Channel[];
}

function buildSubtask(place: SubtaskPlace): Subtask {
  const { parts, task, index, own, channels } = place;
  const split: { current: string | null } = { current: null };
  let subtask: Subtask | null = null;
  const post = (action: () => void): void => must(subtask).post(action);
  const rounds = mayReuseArrays(task, place.graph.tasks) ? new ArrayRounds() : null;
  for (const instance of own) {
    instance.rounds = rounds;
    const context = contextOf(place, instance, { split, post, arrays: rounds ?? newArrays });
    instance.operator = instance.guard(() => createOperator({ context, environment: parts.environment, split }));
  }
  const head = must(own[0]).operator;
  const source = head instanceof SourceOperator || head instanceof ValuesOperator ? head : null;
  subtask = new Subtask({
    task,
    index,
    instances: own,
    channels,
    source,
    rounds,
    clock: parts.clock,
    listener: parts.listener,
  });
  return subtask;
}

interface SharedBySubtask {
  readonly split: { readonly current: string | null };
  readonly post: (action: () => void) => void;
  readonly arrays: VectorArrays;
}

function contextOf(place: SubtaskPlace, instance: OperatorInstance, shared: SharedBySubtask): OperatorContext {
  const { parts, graph, task, index } = place;
  const { split, post, arrays } = shared;
  const { plan } = parts;
  const { node } = instance;
  const nodes = new Map(plan.nodes.map((other) => [other.id, other]));
  const isHead = node === task.nodes[0];
  const routing = (input: number): readonly number[] | null => {
    if (isHead) {
      return task.inputs[input] === undefined ? null : inputRouting(task.inputs[input], graph.routing);
    }
    return graph.routing.get(node.inputs[0] as string) ?? null;
  };
  return {
    node,
    inputTypes: node.inputs.map((id) => must(nodes.get(id)).output.map((field) => field.type)),
    outputTypes: node.output.map((field) => field.type),
    output: instance,
    arrays,
    clock: parts.clock,
    random: parts.random,
    logger: parts.logger,
    jobId: parts.jobId,
    mode: plan.mode,
    zone: plan.settings['table.local-time-zone'] ?? 'UTC',
    settings: plan.settings,
    subtask: index,
    parallelism: task.parallelism,
    checkpointing: parts.checkpointing,
    startedAt: parts.environment.startedAt,
    functions: parts.environment.functions,
    routing,
    inputUpsertKeys: (input) => nodes.get(node.inputs[input] as string)?.upsertKeys ?? [],
    inputIsInsertOnly: (input) => isInsertOnly(must(nodes.get(node.inputs[input] as string)).changelog),
    scheduleAt: (at, callback) => parts.clock.schedule(at, () => post(() => instance.guard(callback))),
    currentWatermark: () => instance.currentWatermark,
    currentSplit: () => split.current,
    count: (metric, by) => instance.count(metric, by),
    checkMemory: parts.checkMemory,
  };
}
