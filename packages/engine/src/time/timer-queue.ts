import type { Millis } from '@riffle/base';

interface Entry<T> {
  readonly time: Millis;
  readonly order: number;
  readonly item: T;
}

/** Items by time, ties in the order they came: a binary heap. Whoever takes an item checks that it still counts. */
export class TimerQueue<T> {
  #heap: Entry<T>[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** The earliest time, or infinity. */
  get next(): Millis {
    return this.#heap[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  push(time: Millis, item: T): void {
    const heap = this.#heap;
    const entry = { time, order: this.#order++, item };
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Entry<T>;
      if (!isBefore(entry, above)) {
        break;
      }
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Takes out the earliest item when its time is at or before `limit`. */
  takeUntil(limit: Millis): { readonly time: Millis; readonly item: T } | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.time > limit) {
      return undefined;
    }
    const last = this.#heap.pop() as Entry<T>;
    if (this.#heap.length > 0) {
      this.#sink(last);
    }
    return first;
  }

  #sink(entry: Entry<T>): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) {
        break;
      }
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry<T>, heap[child] as Entry<T>)) {
        child++;
      }
      if (!isBefore(heap[child] as Entry<T>, entry)) {
        break;
      }
      heap[at] = heap[child] as Entry<T>;
      at = child;
    }
    heap[at] = entry;
  }
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
