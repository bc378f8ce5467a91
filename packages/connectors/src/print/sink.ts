import type { Json } from '@riffle/base';
import { type Batch, kindAt, type LogicalType, ROW_KIND_NAMES, valueAt } from '@riffle/columns';
import type { SinkWriter } from '@riffle/engine';
import type { LineOutput } from '../environment.ts';
import { javaText } from './java-text.ts';
import type { PrintOptions } from './options.ts';

/** Writes every change as one line at once; checkpoints do not hold lines back. */
export class PrintWriter implements SinkWriter {
  readonly #types: readonly LogicalType[];
  readonly #options: PrintOptions;
  readonly #output: LineOutput;

  constructor(columnTypes: readonly LogicalType[], options: PrintOptions, output: LineOutput) {
    this.#types = columnTypes;
    this.#options = options;
    this.#output = output;
  }

  write(batch: Batch): void {
    for (let row = 0; row < batch.rowCount; row++) {
      const values = this.#types.map((type, i) =>
        javaText(valueAt(batch.columns[i] as Batch['columns'][number], row), type),
      );
      const line = `${this.#options.prefix}${ROW_KIND_NAMES[kindAt(batch, row)]}[${values.join(', ')}]`;
      this.#output.write(this.#options.channel, line);
    }
  }

  ready(): null {
    return null;
  }

  async prepareCommit(): Promise<Json> {
    return null;
  }

  async commit(): Promise<void> {}

  snapshot(): Json {
    return null;
  }

  async finish(): Promise<void> {}

  async close(): Promise<void> {}
}
