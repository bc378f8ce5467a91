import type { Millis } from '@riffle/base';
import type { Batch } from '@riffle/columns';
import { MIN_WATERMARK } from '../operator.ts';
import type { ArrayRound } from '../runtime/array-rounds.ts';

/** What travels between subtasks. Plain data, so that a channel may one day cross threads. */
export type Message =
  | { readonly kind: 'batch'; readonly batch: Batch; readonly round: ArrayRound | null }
  | { readonly kind: 'watermark'; readonly watermark: Millis }
  | { readonly kind: 'idle'; readonly idle: boolean }
  | { readonly kind: 'barrier'; readonly checkpointId: number }
  | { readonly kind: 'end' };

/** Batches a producer may have on the way before it must wait. */
const CREDITS = 8;

/**
 * One producer's queue to one consumer's input. Only batches cost credit: watermarks, barriers and the end always
 * pass, so that a full channel never keeps a checkpoint from starting.
 */
export class Channel {
  /** Which input of the consumer this is. */
  readonly input: number;
  #queue: Message[] = [];
  #head = 0;
  #batches = 0;
  /** The consumer has this channel's barrier and waits for the others. */
  blocked = false;
  ended = false;
  watermark: Millis = MIN_WATERMARK;
  idle = false;

  constructor(input: number) {
    this.input = input;
  }

  get hasCredit(): boolean {
    return this.#batches < CREDITS;
  }

  get isEmpty(): boolean {
    return this.#head === this.#queue.length;
  }

  push(message: Message): void {
    if (message.kind === 'batch') {
      this.#batches++;
    }
    this.#queue.push(message);
  }

  /** Puts a barrier before the end that is still in the queue; does nothing once the end has been read. */
  pushBeforeEnd(message: Message): void {
    if (!this.ended) {
      this.#queue.splice(this.#queue.length - 1, 0, message);
    }
  }

  shift(): Message {
    const message = this.#queue[this.#head++] as Message;
    if (message.kind === 'batch') {
      this.#batches--;
    }
    if (this.#head === this.#queue.length) {
      this.#queue = [];
      this.#head = 0;
    }
    return message;
  }
}
