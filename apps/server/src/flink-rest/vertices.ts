import { createHash } from 'node:crypto';
import type { Millis } from '@riffle/base';
import type { OperatorFigures, OperatorOutline, SubtaskFigures } from '@riffle/cells';
import { endOf, type JobRecord } from '../jobs/job-record.ts';

/** A chain of operators that run as one: what Flink calls a job vertex. */
export interface Vertex {
  /** 32 hexadecimal digits, the same whenever the same plan runs. */
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  /** The head first. */
  readonly operators: readonly VertexOperator[];
  /** What feeds the head, by its input number. */
  readonly inputs: readonly { readonly id: string; readonly num: number; readonly strategy: string }[];
  readonly subtasks: readonly VertexSubtask[];
}

export interface VertexOperator {
  readonly outline: OperatorOutline;
  /** Unique in its job: `Group aggregate[3]`, as in Flink's names for SQL. */
  readonly name: string;
  readonly figures: OperatorFigures | null;
}

export type ExecutionState = 'RUNNING' | 'CANCELING' | 'FINISHED' | 'CANCELED' | 'FAILED';

/** One subtask of a vertex, since the job's start, with shares and rates of the last second. */
export interface VertexSubtask {
  readonly state: ExecutionState;
  readonly end: Millis | null;
  /** Rows that came from other vertices; those read from outside for a source. */
  readonly readRecords: number;
  readonly readBytes: number;
  /** Rows that went to other vertices; those written to the outside for a sink. */
  readonly writeRecords: number;
  readonly writeBytes: number;
  readonly readPerSecond: number;
  readonly writePerSecond: number;
  readonly busyMs: Millis;
  readonly backPressuredMs: Millis;
  readonly idleMs: Millis;
  readonly busy: number;
  readonly backPressure: number;
  readonly watermark: Millis | null;
}

const SOURCES: ReadonlySet<string> = new Set(['source', 'values']);
const RESULTS: ReadonlySet<string> = new Set(['sink', 'collect']);

/** Flink's names for how rows get to a vertex. */
const STRATEGIES: Readonly<Record<OperatorOutline['inputs'][number]['exchange'], string>> = {
  forward: 'FORWARD',
  hash: 'HASH',
  single: 'GLOBAL',
  broadcast: 'BROADCAST',
  rebalance: 'REBALANCE',
};

/** The vertices of a job, producers before users. `now` is until when a running one is counted. */
export function verticesOf(job: JobRecord, now: Millis): Vertex[] {
  const { operators } = job.outline;
  const tasks = new Map<number, VertexOperator[]>();
  const measured = new Map(job.figures?.operators.map((figures) => [figures.id, figures]));
  operators.forEach((outline, i) => {
    const operator = {
      outline,
      name: operatorName(outline, i),
      figures: measured.get(outline.id) ?? null,
    };
    tasks.set(outline.task, [...(tasks.get(outline.task) ?? []), operator]);
  });
  const headOf = new Map([...tasks.values()].flatMap((chain) => chain.map(({ outline }) => [outline.id, chain[0]])));
  return [...tasks.values()].map((chain): Vertex => {
    const [head] = chain as [VertexOperator];
    const leaving = chain.filter(({ outline }) => leavesTask(outline, operators));
    return {
      id: vertexId(head.outline.id),
      name: chain.map(({ name }) => name).join(' -> '),
      parallelism: head.outline.parallelism,
      operators: chain,
      inputs: head.outline.inputs.map((input, num) => ({
        id: vertexId(headOf.get(input.id)?.outline.id ?? input.id),
        num,
        strategy: STRATEGIES[input.exchange],
      })),
      subtasks: Array.from({ length: head.outline.parallelism }, (_, index) =>
        subtaskOf({ job, head, leaving, index, now }),
      ),
    };
  });
}

/** Operator ids are short hashes; Flink's clients expect 16 bytes. */
function vertexId(operatorId: string): string {
  return createHash('md5').update(operatorId).digest('hex');
}

/** Unique in a job: `Source: trades[1]`. */
export function operatorName(
  { kind, title }: { readonly kind: string; readonly title: string },
  index: number,
): string {
  const prefix = kind === 'source' ? 'Source: ' : kind === 'sink' ? 'Sink: ' : '';
  return `${prefix}${title}[${index + 1}]`;
}

function leavesTask(outline: OperatorOutline, operators: readonly OperatorOutline[]): boolean {
  return (
    RESULTS.has(outline.kind) ||
    operators.some((other) => other.task !== outline.task && other.inputs.some(({ id }) => id === outline.id))
  );
}

interface SubtaskPlace {
  readonly job: JobRecord;
  readonly head: VertexOperator;
  readonly leaving: readonly VertexOperator[];
  readonly index: number;
  readonly now: Millis;
}

const NOTHING: SubtaskFigures = {
  rowsIn: 0,
  rowsOut: 0,
  bytesIn: 0,
  bytesOut: 0,
  watermark: null,
  outputWatermark: null,
  stateBytes: 0,
  selfMs: 0,
  busyMs: 0,
  backPressuredMs: 0,
  finishedAt: null,
  rowsInPerSecond: 0,
  rowsOutPerSecond: 0,
  load: 0,
  busy: 0,
  backPressure: 0,
  counters: {},
};

function subtaskOf({ job, head, leaving, index, now }: SubtaskPlace): VertexSubtask {
  const of = (operator: VertexOperator): SubtaskFigures => operator.figures?.subtasks[index] ?? NOTHING;
  const first = of(head);
  const reads = SOURCES.has(head.outline.kind);
  const sum = (read: (operator: VertexOperator) => number): number =>
    leaving.reduce((total, operator) => total + read(operator), 0);
  const ends = (operator: VertexOperator): boolean => RESULTS.has(operator.outline.kind);
  const end = first.finishedAt ?? endOf(job);
  const elapsed = Math.max(0, (end ?? now) - job.outline.startedAt);
  return {
    state: stateOf(job, first.finishedAt),
    end,
    readRecords: reads ? first.rowsOut : first.rowsIn,
    readBytes: reads ? first.bytesOut : first.bytesIn,
    readPerSecond: reads ? first.rowsOutPerSecond : first.rowsInPerSecond,
    writeRecords: sum((operator) => (ends(operator) ? of(operator).rowsIn : of(operator).rowsOut)),
    writeBytes: sum((operator) => (ends(operator) ? of(operator).bytesIn : of(operator).bytesOut)),
    writePerSecond: sum((operator) => (ends(operator) ? of(operator).rowsInPerSecond : of(operator).rowsOutPerSecond)),
    busyMs: first.busyMs,
    backPressuredMs: first.backPressuredMs,
    idleMs: Math.max(0, elapsed - first.busyMs - first.backPressuredMs),
    busy: first.busy,
    backPressure: first.backPressure,
    watermark: lastWatermark(head, leaving, index),
  };
}

/** The watermark that came in; for a source, the one that goes out behind its watermark assigner. */
function lastWatermark(head: VertexOperator, leaving: readonly VertexOperator[], index: number): Millis | null {
  const place = SOURCES.has(head.outline.kind) ? leaving[0] : undefined;
  return place === undefined
    ? (head.figures?.subtasks[index]?.watermark ?? null)
    : (place.figures?.subtasks[index]?.outputWatermark ?? null);
}

function stateOf(job: JobRecord, finishedAt: Millis | null): ExecutionState {
  switch (job.state) {
    case 'RUNNING':
      return finishedAt === null ? 'RUNNING' : 'FINISHED';
    case 'CANCELLING':
      return finishedAt === null ? 'CANCELING' : 'FINISHED';
    case 'FINISHED':
      return 'FINISHED';
    default:
      return finishedAt === null ? job.state : 'FINISHED';
  }
}
