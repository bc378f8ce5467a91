import type { Clock, Millis } from '@riffle/base';
import { asJobError } from '../errors.ts';
import type { Channel } from '../exchange/channel.ts';
import { MAX_WATERMARK } from '../operator.ts';
import type { StateTable } from '../state/state-table.ts';
import { WatermarkValve } from '../time/watermark-valve.ts';
import type { ArrayRounds } from './array-rounds.ts';
import type { OperatorInstance, SubtaskTime } from './operator-instance.ts';
import type { TaskPlan } from './task-graph.ts';

/** A head that makes rows instead of taking them. */
export interface SourceHead {
  /** Emits at most one batch. `pending` means: wait for `available`. */
  poll(): 'emitted' | 'pending' | 'finished';
  available(): Promise<void>;
}

/** The state of one subtask at a checkpoint, by operator id. */
export type SubtaskSnapshot = ReadonlyMap<string, readonly StateTable[]>;

/** What a subtask tells the job. */
export interface SubtaskListener {
  /** Something may be runnable now. */
  wake(): void;
  snapshotTaken(subtask: Subtask, checkpointId: number, snapshot: SubtaskSnapshot): void;
  finished(subtask: Subtask): void;
  failed(error: unknown): void;
}

/** Which of several things comes next; a seeded one makes an interleaving that replays. */
export type Pick = (count: number) => number;

export interface SubtaskParts {
  readonly task: TaskPlan;
  readonly index: number;
  /** The head first, producers before users. */
  readonly instances: readonly OperatorInstance[];
  readonly channels: readonly Channel[];
  readonly source: SourceHead | null;
  readonly rounds: ArrayRounds | null;
  readonly clock: Clock;
  readonly listener: SubtaskListener;
}

/**
 * One parallel instance of a task: it reads its channels or its source, one element a step, and runs the chain of
 * operators on it. Barriers are aligned here: a channel whose barrier has come is not read until all have.
 */
export class Subtask {
  readonly task: TaskPlan;
  readonly index: number;
  readonly instances: readonly OperatorInstance[];
  readonly channels: readonly Channel[];
  readonly #source: SourceHead | null;
  readonly #rounds: ArrayRounds | null;
  readonly #clock: Clock;
  readonly #listener: SubtaskListener;
  readonly #head: OperatorInstance;
  readonly #valve = new WatermarkValve();
  #mailbox: (() => void)[] = [];
  /** The source has nothing now. */
  #sourcePending = false;
  /** Something behind takes no rows now. */
  #notReady = false;
  /** Phase one of a commit is under way: nothing may run. */
  #preparing = false;
  #suspended = false;
  #aligning: number | null = null;
  #state: 'running' | 'ending' | 'finished' = 'running';
  #busyMs = 0;
  #backPressuredMs = 0;
  #blockedSince: Millis | null = null;
  #finishedAt: Millis | null = null;

  constructor(parts: SubtaskParts) {
    this.task = parts.task;
    this.index = parts.index;
    this.instances = parts.instances;
    this.channels = parts.channels;
    this.#source = parts.source;
    this.#rounds = parts.rounds;
    this.#clock = parts.clock;
    this.#listener = parts.listener;
    this.#head = parts.instances[0] as OperatorInstance;
  }

  get isSource(): boolean {
    return this.#source !== null;
  }

  get isFinished(): boolean {
    return this.#state === 'finished';
  }

  get time(): SubtaskTime {
    const blocked = this.#blockedSince === null ? 0 : this.#clock.now() - this.#blockedSince;
    return { busyMs: this.#busyMs, backPressuredMs: this.#backPressuredMs + blocked, finishedAt: this.#finishedAt };
  }

  /** Runs `action` in this subtask before its next row. */
  post(action: () => void): void {
    this.#mailbox.push(action);
    this.#listener.wake();
  }

  /** A source that is suspended emits nothing more until it is resumed; others are not affected. */
  suspend(suspended: boolean): void {
    this.#suspended = suspended;
    this.#listener.wake();
  }

  canRun(): boolean {
    if (this.#state !== 'running' || this.#preparing) {
      return false;
    }
    if (this.#mailbox.length > 0) {
      return true;
    }
    if (this.#notReady || !this.#hasInput()) {
      return false;
    }
    const free = this.#isFree();
    this.#noteBackPressure(!free);
    return free;
  }

  step(pick: Pick): void {
    const started = this.#clock.now();
    const before = this.#head.enter();
    this.#rounds?.begin();
    const action = this.#mailbox.shift();
    if (action !== undefined) {
      action();
    } else if (this.#source !== null) {
      this.#pollSource(this.#source);
    } else {
      this.#readChannel(pick);
    }
    this.#head.leave(before);
    this.#rounds?.end();
    this.#busyMs += this.#clock.now() - started;
  }

  #hasInput(): boolean {
    if (this.#source !== null) {
      return !this.#suspended && !this.#sourcePending;
    }
    return this.channels.some(isReadable);
  }

  /** Whether everything behind this subtask takes rows; waits for operators that do not. */
  #isFree(): boolean {
    for (const instance of this.instances) {
      if (!instance.hasCredit) {
        return false;
      }
      const ready = instance.operator.ready?.() ?? null;
      if (ready !== null) {
        this.#notReady = true;
        this.#wakeAfter(ready, instance, () => {
          this.#notReady = false;
        });
        return false;
      }
    }
    return true;
  }

  #noteBackPressure(blocked: boolean): void {
    const now = this.#clock.now();
    if (this.#blockedSince !== null) {
      this.#backPressuredMs += now - this.#blockedSince;
    }
    this.#blockedSince = blocked ? now : null;
  }

  #wakeAfter(promise: Promise<void>, instance: OperatorInstance, settled: () => void): void {
    promise.then(
      () => {
        settled();
        this.#listener.wake();
      },
      (error: unknown) => this.#listener.failed(asJobError(error, instance.node.description)),
    );
  }

  #pollSource(source: SourceHead): void {
    const outcome = this.#head.guard(() => source.poll());
    if (outcome === 'pending') {
      this.#sourcePending = true;
      this.#wakeAfter(source.available(), this.#head, () => {
        this.#sourcePending = false;
      });
    } else if (outcome === 'finished') {
      this.#head.watermark(MAX_WATERMARK);
      this.#endChain();
    }
  }

  #readChannel(pick: Pick): void {
    const readable = this.channels.filter(isReadable);
    const channel = readable[pick(readable.length)];
    if (channel === undefined) {
      return;
    }
    const message = channel.shift();
    switch (message.kind) {
      case 'batch':
        this.#head.receive(message.batch, channel.input);
        message.round?.release();
        return;
      case 'watermark':
        channel.watermark = message.watermark;
        this.#advanceWatermark();
        return;
      case 'idle':
        channel.idle = message.idle;
        this.#changeIdle();
        this.#advanceWatermark();
        return;
      case 'barrier':
        this.#align(channel, message.checkpointId);
        return;
      case 'end':
        this.#endChannel(channel);
    }
  }

  #advanceWatermark(): void {
    const watermark = this.#valve.advance(this.channels);
    if (watermark !== null) {
      this.#head.receiveWatermark(watermark);
    }
  }

  #changeIdle(): void {
    const idle = this.#valve.changeIdle(this.channels);
    if (idle !== null) {
      this.#head.receiveIdle(idle);
    }
  }

  #align(channel: Channel, checkpointId: number): void {
    this.#aligning = checkpointId;
    channel.blocked = true;
    this.#completeAlignment();
  }

  #completeAlignment(): void {
    if (this.#aligning === null || !this.channels.every((channel) => channel.blocked || channel.ended)) {
      return;
    }
    const checkpointId = this.#aligning;
    this.#aligning = null;
    for (const channel of this.channels) {
      channel.blocked = false;
    }
    this.startSnapshot(checkpointId);
  }

  /** Takes the snapshot and sends the barrier on. Sources are told to by the coordinator. */
  startSnapshot(checkpointId: number): void {
    this.#prepareSnapshot(checkpointId, () => {
      const snapshot = this.snapshot();
      for (const instance of this.instances) {
        instance.barrier(checkpointId);
      }
      this.#listener.snapshotTaken(this, checkpointId, snapshot);
    });
  }

  /** Calls `take` once all operators are prepared: at once when none has to. Until then nothing else runs here. */
  #prepareSnapshot(checkpointId: number, take: () => void): void {
    const preparations = this.instances.flatMap((instance) => {
      const preparing = instance.guard(() => instance.operator.prepareSnapshot?.(checkpointId));
      return preparing === undefined ? [] : [named(preparing, instance)];
    });
    if (preparations.length === 0) {
      take();
      return;
    }
    this.#preparing = true;
    Promise.all(preparations)
      .then(() => {
        this.#preparing = false;
        take();
        this.#listener.wake();
      })
      .catch((error: unknown) => this.#listener.failed(error));
  }

  snapshot(): SubtaskSnapshot {
    return new Map(this.instances.map((instance) => [instance.node.id, instance.snapshot()]));
  }

  /** A finished subtask takes part in a checkpoint with the state it ended with. */
  snapshotFinished(checkpointId: number): void {
    for (const instance of this.instances) {
      instance.barrierBeforeEnd(checkpointId);
    }
    this.#prepareSnapshot(checkpointId, () => {
      this.#listener.snapshotTaken(this, checkpointId, this.snapshot());
    });
  }

  #endChannel(channel: Channel): void {
    channel.ended = true;
    this.#head.receiveEnd(channel.input);
    this.#advanceWatermark();
    this.#changeIdle();
    if (this.channels.every((other) => other.ended)) {
      this.#endChain();
    } else {
      this.#completeAlignment();
    }
  }

  #endChain(): void {
    this.#state = 'ending';
    for (const instance of this.instances) {
      if (instance !== this.#head) {
        instance.receiveEnd(0);
      }
      instance.guard(() => instance.operator.finish?.());
    }
    const endings = this.instances.flatMap((instance) => {
      const ending = instance.guard(() => instance.operator.finished?.());
      return ending === undefined ? [] : [named(ending, instance)];
    });
    Promise.all(endings)
      .then(() => this.#finish())
      .catch((error: unknown) => this.#listener.failed(error));
  }

  #finish(): void {
    this.#state = 'finished';
    this.#finishedAt = this.#clock.now();
    for (const instance of this.instances) {
      instance.end();
    }
    this.#listener.finished(this);
    this.#listener.wake();
  }
}

function isReadable(channel: Channel): boolean {
  return !channel.blocked && !channel.isEmpty;
}

/** Gives the failure of a promise the name of its operator. */
async function named(promise: Promise<void>, instance: OperatorInstance): Promise<void> {
  try {
    await promise;
  } catch (error) {
    throw asJobError(error, instance.node.description);
  }
}
