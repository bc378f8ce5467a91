import type { Millis } from '@riffle/base';
import { type Batch, type LogicalType, rowAt, type Value } from '@riffle/columns';
import { isRetraction } from '../aggregates/aggregate-set.ts';
import type { Operator, OperatorContext, Output, SplitEvent } from '../operator.ts';
import { ChangeBuilder } from '../rows/change-builder.ts';
import { encodeRow } from '../rows/row-key.ts';

/**
 * Runs an updating operator in batch mode: its changes are kept back and cancelled against each other, and what is
 * left goes out as inserts at the end of the input, in the order in which the rows first came.
 */
export function withFinalRows(context: OperatorContext, make: (context: OperatorContext) => Operator): Operator {
  const output = new FinalRowsOutput(context.output, context.outputTypes);
  const operator = make({ ...context, output });
  return {
    processBatch: (batch, input) => operator.processBatch(batch, input),
    onWatermark: (watermark) => {
      operator.onWatermark?.(watermark);
      context.output.watermark(watermark);
    },
    endInput: (input) => operator.endInput?.(input),
    finish: () => {
      operator.finish?.();
      output.release();
    },
    open: () => operator.open?.(),
    stateBytes: () => (operator.stateBytes?.() ?? 0) + output.bytes,
    close: async () => operator.close?.(),
  };
}

class FinalRowsOutput implements Output {
  readonly #output: Output;
  readonly #types: readonly LogicalType[];
  readonly #rows = new Map<string, { readonly row: readonly Value[]; count: number }>();

  constructor(output: Output, types: readonly LogicalType[]) {
    this.#output = output;
    this.#types = types;
  }

  get bytes(): number {
    return this.#rows.size * (120 + this.#types.length * 32);
  }

  emit(batch: Batch): void {
    for (let i = 0; i < batch.rowCount; i++) {
      const row = rowAt(batch, i);
      const key = encodeRow(row);
      const entry = this.#rows.get(key) ?? { row, count: 0 };
      entry.count += isRetraction(batch, i) ? -1 : 1;
      if (entry.count === 0) {
        this.#rows.delete(key);
      } else {
        this.#rows.set(key, entry);
      }
    }
  }

  watermark(_watermark: Millis): void {
    // Passed on beside the rows, which do not depend on it.
  }

  idle(idle: boolean): void {
    this.#output.idle(idle);
  }

  split(event: SplitEvent): void {
    this.#output.split(event);
  }

  release(): void {
    const changes = new ChangeBuilder(this.#types, (batch) => this.#output.emit(batch));
    for (const { row, count } of this.#rows.values()) {
      for (let i = 0; i < count; i++) {
        changes.append(row);
      }
    }
    changes.flush();
    this.#rows.clear();
  }
}
