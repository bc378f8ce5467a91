import type { CancelTimer, Millis } from '@riffle/base';
import type { Batch, LogicalType, Value } from '@riffle/columns';
import type { OperatorContext } from '../operator.ts';
import { KeyIndex } from './key-index.ts';
import { TimeToLive } from './ttl.ts';

export interface KeyedStateOptions<T> {
  readonly context: OperatorContext;
  readonly keyTypes: readonly LogicalType[];
  /** Milliseconds after the last `touch` when a key's state goes; 0 never. */
  readonly ttl?: Millis;
  readonly create: () => T;
  /** State that says nothing is not kept. */
  readonly isEmpty: (state: T) => boolean;
  /** State that must not expire yet, however old it is. */
  readonly isBusy?: (state: T) => boolean;
  /** Called with state that has expired or was empty, when it is let go. */
  readonly dropped?: (state: T) => void;
}

/** One object of state per key, for operators that keep rows rather than numbers. */
export class KeyedState<T> {
  readonly #options: KeyedStateOptions<T>;
  readonly #index: KeyIndex;
  readonly #states: T[] = [];
  readonly #ttl: TimeToLive;
  #slots = new Int32Array(0);
  #sweep: CancelTimer | null = null;

  constructor(options: KeyedStateOptions<T>) {
    this.#options = options;
    this.#index = new KeyIndex(options.keyTypes);
    const ttl = options.context.mode === 'batch' ? 0 : (options.ttl ?? 0);
    this.#ttl = new TimeToLive(ttl, () => options.context.clock.now());
  }

  get size(): number {
    return this.#index.size;
  }

  get bytes(): number {
    return this.#index.bytes + this.#index.size * 64;
  }

  get expires(): boolean {
    return this.#ttl.enabled;
  }

  /** The slot of every row's key, made where it is new. Valid until the next `lookup` or `sweep`. */
  lookup(batch: Batch, columns: readonly number[]): Int32Array {
    if (this.#slots.length < batch.rowCount) {
      this.#slots = new Int32Array(batch.rowCount);
    }
    this.#index.lookup(batch, columns, this.#slots, (slot) => this.#create(slot));
    return this.#slots;
  }

  /** The state of a slot; a fresh one when the old has expired. */
  at(slot: number): T {
    if (this.#isExpired(slot)) {
      this.#options.dropped?.(this.#states[slot] as T);
      this.#create(slot);
    }
    return this.#states[slot] as T;
  }

  replace(slot: number, state: T): void {
    this.#states[slot] = state;
  }

  /** Starts a key's time to live anew. */
  touch(slot: number): void {
    this.#ttl.touch(slot);
    if (this.#ttl.enabled && this.#sweep === null) {
      this.#scheduleSweep();
    }
  }

  keyOf(slot: number): readonly Value[] {
    return this.#index.keyOf(slot);
  }

  isLive(slot: number): boolean {
    return this.#index.isLive(slot);
  }

  ofKey(key: readonly Value[]): number {
    return this.#index.findOrAdd(key, (slot) => this.#create(slot));
  }

  /** Puts back what a checkpoint held. */
  load(key: readonly Value[], state: T, writtenAt: Millis): number {
    const slot = this.ofKey(key);
    this.#states[slot] = state;
    this.#ttl.set(slot, writtenAt);
    return slot;
  }

  writtenAt(slot: number): Millis {
    return this.#ttl.writtenAt(slot);
  }

  /** Every key whose state has not expired. */
  forEach(visit: (state: T, key: readonly Value[], slot: number) => void): void {
    this.#index.forEach((slot, key) => {
      if (!this.#isExpired(slot)) {
        visit(this.#states[slot] as T, key, slot);
      }
    });
  }

  /** Forgets keys among the first `rowCount` of the last `lookup` whose state is empty. */
  sweep(rowCount: number): void {
    for (let row = 0; row < rowCount; row++) {
      this.releaseWhenEmpty(this.#slots[row] as number);
    }
  }

  releaseWhenEmpty(slot: number): void {
    if (this.#index.isLive(slot) && this.#options.isEmpty(this.#states[slot] as T)) {
      this.release(slot);
    }
  }

  /** Forgets a key and its state. */
  release(slot: number): void {
    this.#options.dropped?.(this.#states[slot] as T);
    this.#index.release(slot);
    delete this.#states[slot];
  }

  close(): void {
    this.#sweep?.();
  }

  #isExpired(slot: number): boolean {
    return this.#ttl.isExpired(slot) && this.#options.isBusy?.(this.#states[slot] as T) !== true;
  }

  #create(slot: number): void {
    this.#states[slot] = this.#options.create();
    this.#ttl.touch(slot);
  }

  /** Expired state is as good as gone; this frees its memory. */
  #scheduleSweep(): void {
    const { context, ttl = 0 } = this.#options;
    this.#sweep = context.scheduleAt(context.clock.now() + ttl, () => {
      this.#sweep = null;
      this.#index.forEach((slot) => {
        if (this.#isExpired(slot)) {
          this.release(slot);
        }
      });
      if (this.#index.size > 0) {
        this.#scheduleSweep();
      }
    });
  }
}
