import type { CancelTimer, Clock, Logger, Millis } from '@riffle/base';
import { JobError } from '../errors.ts';
import type { Subtask, SubtaskSnapshot } from '../runtime/subtask.ts';
import {
  CHECKPOINT_FORMAT,
  type Checkpoint,
  type CheckpointInfo,
  type CheckpointOperator,
  type CheckpointStore,
  type CheckpointTable,
} from './checkpoint.ts';

interface Pending {
  readonly id: number;
  readonly triggeredAt: Millis;
  readonly snapshots: Map<Subtask, SubtaskSnapshot>;
  readonly resolve: (info: CheckpointInfo) => void;
  readonly reject: (error: unknown) => void;
}

export interface CoordinatorParts {
  readonly jobId: string;
  readonly store: CheckpointStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly subtasks: readonly Subtask[];
  /** The id before the first one to take. */
  readonly lastId: number;
  readonly failed: (error: unknown) => void;
}

/**
 * Runs checkpoints, one at a time: barriers go out at the sources, snapshots come back from every subtask, the whole
 * is made durable, and only then the operators hear that it is complete and commit.
 */
export class CheckpointCoordinator {
  readonly #parts: CoordinatorParts;
  readonly #completed: CheckpointInfo[] = [];
  #lastId: number;
  #pending: Pending | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #timer: CancelTimer | null = null;
  #stopped = false;

  constructor(parts: CoordinatorParts) {
    this.#parts = parts;
    this.#lastId = parts.lastId;
  }

  get completed(): readonly CheckpointInfo[] {
    return this.#completed;
  }

  /** Triggers a checkpoint every `interval` milliseconds; one that is still running delays the next. */
  every(interval: Millis): void {
    this.#timer = this.#parts.clock.schedule(this.#parts.clock.now() + interval, () => {
      this.trigger()
        .catch((error: unknown) => this.#parts.failed(error))
        .finally(() => {
          if (!this.#stopped) {
            this.every(interval);
          }
        });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
    this.abort(new JobError('The job ended before the checkpoint was complete.', { operator: 'checkpoint' }));
  }

  /** The running checkpoint will never be complete. */
  abort(error: unknown): void {
    this.#pending?.reject(error);
    this.#pending = null;
  }

  trigger(): Promise<CheckpointInfo> {
    const turn = this.#queue.then(() => this.#start());
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  snapshotTaken(subtask: Subtask, checkpointId: number, snapshot: SubtaskSnapshot): void {
    const pending = this.#pending;
    if (pending === null || pending.id !== checkpointId) {
      return;
    }
    pending.snapshots.set(subtask, snapshot);
    if (pending.snapshots.size === this.#parts.subtasks.length) {
      this.#pending = null;
      this.#complete(pending).then(pending.resolve, pending.reject);
    }
  }

  /** A subtask that ends while a checkpoint runs may never see its barrier: it answers with its final state. */
  subtaskFinished(subtask: Subtask): void {
    const pending = this.#pending;
    if (pending !== null && !pending.snapshots.has(subtask)) {
      subtask.snapshotFinished(pending.id);
    }
  }

  #start(): Promise<CheckpointInfo> {
    if (this.#stopped) {
      return Promise.reject(new JobError('The job is not running.', { operator: 'checkpoint' }));
    }
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#pending = { id, triggeredAt: this.#parts.clock.now(), snapshots: new Map(), resolve, reject };
      for (const subtask of this.#parts.subtasks) {
        if (subtask.isFinished) {
          subtask.snapshotFinished(id);
        } else if (subtask.isSource) {
          subtask.post(() => subtask.startSnapshot(id));
        }
      }
    });
  }

  async #complete(pending: Pending): Promise<CheckpointInfo> {
    const { store, clock, logger, subtasks, jobId } = this.#parts;
    const checkpoint: Checkpoint = {
      formatVersion: CHECKPOINT_FORMAT,
      id: pending.id,
      jobId,
      takenAt: pending.triggeredAt,
      operators: gatherOperators(subtasks, pending.snapshots),
    };
    const { location, bytes } = await store.save(checkpoint);
    await Promise.all(
      subtasks.flatMap((subtask) =>
        subtask.instances.map((instance) => instance.operator.checkpointCompleted?.(pending.id)),
      ),
    );
    const info: CheckpointInfo = {
      id: pending.id,
      triggeredAt: pending.triggeredAt,
      durationMs: clock.now() - pending.triggeredAt,
      bytes,
      location,
    };
    this.#completed.push(info);
    logger.log('info', 'checkpoint complete', { ...info });
    return info;
  }
}

function gatherOperators(
  subtasks: readonly Subtask[],
  snapshots: ReadonlyMap<Subtask, SubtaskSnapshot>,
): CheckpointOperator[] {
  const operators = new Map<string, CheckpointOperator & { tables: CheckpointTable[] }>();
  for (const subtask of subtasks) {
    for (const { node } of subtask.instances) {
      const operator = operators.get(node.id) ?? {
        id: node.id,
        description: node.description,
        parallelism: subtask.task.parallelism,
        tables: [],
      };
      operators.set(node.id, operator);
      for (const table of snapshots.get(subtask)?.get(node.id) ?? []) {
        operator.tables.push({
          ...table,
          routing: table.routing ?? null,
          shared: table.shared ?? false,
          subtask: subtask.index,
        });
      }
    }
  }
  return [...operators.values()];
}
