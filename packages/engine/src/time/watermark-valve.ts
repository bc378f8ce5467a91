import type { Millis } from '@riffle/base';
import { MIN_WATERMARK } from '../operator.ts';

/** The part of a channel that the valve reads. */
export interface WatermarkInput {
  readonly watermark: Millis;
  readonly idle: boolean;
  readonly ended: boolean;
}

/**
 * Joins the watermarks of several inputs: the minimum over those that are neither idle nor ended. When all are idle
 * the maximum goes out once, as nothing can hold it back any more (Flink's StatusWatermarkValve).
 */
export class WatermarkValve {
  #last: Millis = MIN_WATERMARK;
  #idle = false;

  /** The new watermark, or null when it does not advance. */
  advance(inputs: readonly WatermarkInput[]): Millis | null {
    const joined = joinWatermarks(inputs);
    if (joined > this.#last) {
      this.#last = joined;
      return joined;
    }
    return null;
  }

  /** The new status of the joined stream, or null when it did not change. */
  changeIdle(inputs: readonly WatermarkInput[]): boolean | null {
    const open = inputs.filter((input) => !input.ended);
    const idle = open.length > 0 && open.every((input) => input.idle);
    if (idle === this.#idle) {
      return null;
    }
    this.#idle = idle;
    return idle;
  }
}

function joinWatermarks(inputs: readonly WatermarkInput[]): Millis {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = MIN_WATERMARK;
  let active = false;
  let open = false;
  for (const input of inputs) {
    if (!input.ended) {
      open = true;
      maximum = Math.max(maximum, input.watermark);
    }
    if (!input.ended && !input.idle) {
      active = true;
      minimum = Math.min(minimum, input.watermark);
    }
  }
  if (!open) {
    return Math.max(...inputs.map((input) => input.watermark));
  }
  return active ? minimum : maximum;
}
