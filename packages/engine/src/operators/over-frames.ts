import type { Millis } from '@riffle/base';
import type { Value } from '@riffle/columns';
import type { OverAggregateNode } from '@riffle/plan';
import type { AggregateSet } from '../aggregates/aggregate-set.ts';

/** A row that still counts in frames of rows to come. */
export interface FrameRow {
  readonly time: Millis;
  readonly row: readonly Value[];
}

/** One partition: an accumulator, and the rows that will leave it again. */
export interface OverPartition {
  readonly slot: number;
  /** Rows in the frame, oldest first; empty for frames without a lower bound, which no row ever leaves. */
  frame: FrameRow[];
  /** The last time for which results went out. */
  firedUpTo: Millis;
}

/** Moves the frame of a partition along as rows come in time order, and gives each row its results. */
export class OverFrames {
  readonly #node: OverAggregateNode;
  readonly #aggregates: AggregateSet;
  readonly #emit: (row: readonly Value[]) => void;
  /** Rows kept in frames, for the memory account. */
  rows = 0;

  constructor(node: OverAggregateNode, aggregates: AggregateSet, emit: (row: readonly Value[]) => void) {
    this.#node = node;
    this.#aggregates = aggregates;
    this.#emit = emit;
  }

  /** Processes rows of one time. In a RANGE frame they are peers and share their results; in a ROWS frame they queue up. */
  process(partition: OverPartition, time: Millis, rows: readonly (readonly Value[])[]): void {
    const { preceding } = this.#node.lower;
    if (this.#node.frame === 'range') {
      this.#leave(partition, (oldest) => preceding !== null && oldest.time < time - preceding);
      for (const row of rows) {
        this.#enter(partition, { time, row });
      }
      for (const row of rows) {
        this.#emitResult(partition, row);
      }
    } else {
      for (const row of rows) {
        this.#leave(partition, () => preceding !== null && partition.frame.length > preceding);
        this.#enter(partition, { time, row });
        this.#emitResult(partition, row);
      }
    }
    partition.firedUpTo = time;
  }

  /** Lets a partition go. */
  drop(partition: OverPartition): void {
    this.rows -= partition.frame.length;
  }

  #enter(partition: OverPartition, row: FrameRow): void {
    this.#aggregates.countValues(partition.slot, row.row, false);
    if (this.#node.lower.preceding !== null) {
      partition.frame.push(row);
      this.rows++;
    }
  }

  #leave(partition: OverPartition, isOut: (oldest: FrameRow) => boolean): void {
    let left = 0;
    for (let oldest = partition.frame[0]; oldest !== undefined && isOut(oldest); oldest = partition.frame[0]) {
      this.#aggregates.countValues(partition.slot, oldest.row, true);
      partition.frame.shift();
      this.rows--;
      left++;
    }
    if (left > 0 && partition.frame.length === 0) {
      this.#aggregates.reset(partition.slot);
    }
  }

  #emitResult(partition: OverPartition, row: readonly Value[]): void {
    const results = this.#node.calls.map((_, call) => this.#aggregates.result(partition.slot, call));
    this.#emit([...row, ...results]);
  }
}
