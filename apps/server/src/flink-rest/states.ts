import type { ExecutionState, Vertex } from './vertices.ts';

/** Flink's states of a task, in the order it lists them. */
const EXECUTION_STATES = [
  'CREATED',
  'SCHEDULED',
  'DEPLOYING',
  'RUNNING',
  'FINISHED',
  'CANCELING',
  'CANCELED',
  'FAILED',
  'RECONCILING',
  'INITIALIZING',
] as const;

/** How many are in each state; states nobody is in are there with 0. */
export function countStates(states: readonly ExecutionState[]): Record<string, number> {
  return Object.fromEntries(EXECUTION_STATES.map((state) => [state, states.filter((other) => other === state).length]));
}

/** A vertex is as the worst of its subtasks. */
export function vertexState(vertex: Vertex): ExecutionState {
  const order: readonly ExecutionState[] = ['FAILED', 'CANCELING', 'CANCELED', 'RUNNING'];
  const states = vertex.subtasks.map(({ state }) => state);
  return order.find((state) => states.includes(state)) ?? 'FINISHED';
}

/** When the whole vertex ended, in milliseconds since the epoch; -1 while it runs, as Flink has it. */
export function vertexEnd(vertex: Vertex): number {
  const ends = vertex.subtasks.map(({ end }) => end ?? -1);
  return ends.includes(-1) || ends.length === 0 ? -1 : Math.max(...ends);
}

/** Milliseconds from `start` until the end, or until now while `end` is -1. */
export function durationOf(start: number, end: number, now: number): number {
  return Math.max(0, (end === -1 ? now : end) - start);
}
