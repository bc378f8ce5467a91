import { newArrays, type VectorArrays } from '@riffle/columns';
import type { TaskPlan } from './task-graph.ts';

/**
 * Lends a subtask's operators the arrays of their batches, and takes them back: a round is one step of the subtask, and
 * its arrays serve again when every batch that was made in it has been used up. New arrays of some kilobytes are memory
 * the process has to fetch, clear and have collected for every batch, which costs more than most operators do.
 */
export class ArrayRounds implements VectorArrays {
  readonly #free: ArrayRound[] = [];
  #current: ArrayRound | null = null;

  begin(): void {
    this.#current = this.#free.pop() ?? new ArrayRound((round) => this.#free.push(round));
  }

  end(): void {
    this.#current?.release();
    this.#current = null;
  }

  /** Keeps the arrays of this round until `release`; null outside of a round. */
  hold(): ArrayRound | null {
    this.#current?.hold();
    return this.#current;
  }

  ints(length: number): Int32Array {
    return (this.#current ?? newArrays).ints(length);
  }

  doubles(length: number): Float64Array {
    return (this.#current ?? newArrays).doubles(length);
  }
}

/** The arrays of one round. A round asks for much the same as the one before, so they are found by their turn. */
export class ArrayRound implements VectorArrays {
  readonly #done: (round: ArrayRound) => void;
  readonly #ints: Int32Array[] = [];
  readonly #doubles: Float64Array[] = [];
  #intsLent = 0;
  #doublesLent = 0;
  /** The step itself, and each batch on its way to another subtask. */
  #holders = 1;

  constructor(done: (round: ArrayRound) => void) {
    this.#done = done;
  }

  ints(length: number): Int32Array {
    const turn = this.#intsLent++;
    let array = this.#ints[turn];
    if (array === undefined || array.length < length) {
      array = new Int32Array(length);
      this.#ints[turn] = array;
    }
    return array;
  }

  doubles(length: number): Float64Array {
    const turn = this.#doublesLent++;
    let array = this.#doubles[turn];
    if (array === undefined || array.length < length) {
      array = new Float64Array(length);
      this.#doubles[turn] = array;
    }
    return array;
  }

  hold(): void {
    this.#holders++;
  }

  release(): void {
    this.#holders--;
    if (this.#holders === 0) {
      this.#holders = 1;
      this.#intsLent = 0;
      this.#doublesLent = 0;
      this.#done(this);
    }
  }
}

type NodeKind = TaskPlan['nodes'][number]['kind'];

/** Operators that hand vectors on, or new ones made of them, and keep none. */
const PASSING: ReadonlySet<NodeKind> = new Set(['source', 'calc', 'watermark-assigner', 'drop-update-before']);
/** Operators that are done with a batch's vectors when they have processed it: they keep single values. */
const ABSORBING: ReadonlySet<NodeKind> = new Set(['window-aggregate', 'group-window-aggregate', 'group-aggregate']);

/** Whether everybody who gets a batch of the task is done with it when it has been processed. */
export function mayReuseArrays(task: TaskPlan, tasks: readonly TaskPlan[]): boolean {
  const own = new Set(task.nodes.map(({ id }) => id));
  const users = tasks.filter(({ inputs }) => inputs.some(({ producer }) => own.has(producer)));
  return (
    task.nodes.every(({ kind }) => PASSING.has(kind)) &&
    users.every(({ nodes: [head] }) => head !== undefined && ABSORBING.has(head.kind))
  );
}
