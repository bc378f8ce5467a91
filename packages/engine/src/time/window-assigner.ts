import type { Millis } from '@riffle/base';
import type { WindowSpec } from '@riffle/plan';

export interface Window {
  readonly start: Millis;
  readonly end: Millis;
}

type AlignedSpec = Exclude<WindowSpec, { kind: 'session' }>;

/**
 * Aligned windows cut into slices: the longest stretches that lie wholly inside or outside every window. A row is
 * counted into one slice; a window's result is the sum of its slices.
 */
export interface SliceAssigner {
  /** The end of the slice a time falls into. */
  sliceEnd(time: Millis): Millis;
  /** The ends of all windows that hold the slice, ascending. */
  windowEnds(sliceEnd: Millis): readonly Millis[];
  lastWindowEnd(sliceEnd: Millis): Millis;
  windowStart(windowEnd: Millis): Millis;
  /** The length of a slice. */
  readonly slice: Millis;
}

/** Whole multiples count from `offset`; times before it work too. */
export function windowStartOf(time: Millis, offset: Millis, size: Millis): Millis {
  const rest = (time - offset) % size;
  return time - (rest < 0 ? rest + size : rest);
}

export function makeSliceAssigner(spec: AlignedSpec): SliceAssigner {
  switch (spec.kind) {
    case 'tumble':
      return new HopSlices(spec.size, spec.size, spec.offset);
    case 'hop':
      return new HopSlices(spec.size, spec.slide, spec.offset);
    case 'cumulate':
      return new CumulateSlices(spec.size, spec.step, spec.offset);
  }
}

/** All windows a time falls into, latest first as Flink assigns them; for window functions without aggregation. */
export function windowsOf(spec: AlignedSpec, time: Millis): Window[] {
  switch (spec.kind) {
    case 'tumble': {
      const start = windowStartOf(time, spec.offset, spec.size);
      return [{ start, end: start + spec.size }];
    }
    case 'hop': {
      const windows: Window[] = [];
      for (let start = windowStartOf(time, spec.offset, spec.slide); start > time - spec.size; start -= spec.slide) {
        windows.push({ start, end: start + spec.size });
      }
      return windows;
    }
    case 'cumulate': {
      const windows: Window[] = [];
      const start = windowStartOf(time, spec.offset, spec.size);
      const first = windowStartOf(time, spec.offset, spec.step) + spec.step;
      for (let end = first; end <= start + spec.size; end += spec.step) {
        windows.push({ start, end });
      }
      return windows;
    }
  }
}

class HopSlices implements SliceAssigner {
  readonly slice: Millis;
  readonly #size: Millis;
  readonly #slide: Millis;
  readonly #offset: Millis;

  constructor(size: Millis, slide: Millis, offset: Millis) {
    this.#size = size;
    this.#slide = slide;
    this.#offset = offset;
    this.slice = greatestCommonDivisor(size, slide);
  }

  sliceEnd(time: Millis): Millis {
    return windowStartOf(time, this.#offset, this.slice) + this.slice;
  }

  windowEnds(sliceEnd: Millis): readonly Millis[] {
    const ends: Millis[] = [];
    const sliceStart = sliceEnd - this.slice;
    const latest = windowStartOf(sliceStart, this.#offset, this.#slide);
    for (let start = latest; start + this.#size >= sliceEnd; start -= this.#slide) {
      ends.unshift(start + this.#size);
    }
    return ends;
  }

  lastWindowEnd(sliceEnd: Millis): Millis {
    return windowStartOf(sliceEnd - this.slice, this.#offset, this.#slide) + this.#size;
  }

  windowStart(windowEnd: Millis): Millis {
    return windowEnd - this.#size;
  }
}

class CumulateSlices implements SliceAssigner {
  readonly slice: Millis;
  readonly #size: Millis;
  readonly #offset: Millis;

  constructor(size: Millis, step: Millis, offset: Millis) {
    this.#size = size;
    this.#offset = offset;
    this.slice = step;
  }

  sliceEnd(time: Millis): Millis {
    return windowStartOf(time, this.#offset, this.slice) + this.slice;
  }

  windowEnds(sliceEnd: Millis): readonly Millis[] {
    const ends: Millis[] = [];
    for (let end = sliceEnd; end <= this.lastWindowEnd(sliceEnd); end += this.slice) {
      ends.push(end);
    }
    return ends;
  }

  lastWindowEnd(sliceEnd: Millis): Millis {
    return this.windowStart(sliceEnd) + this.#size;
  }

  windowStart(windowEnd: Millis): Millis {
    return windowStartOf(windowEnd - 1, this.#offset, this.#size);
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
