import type { NumberedRow } from '@riffle/protocol';
import type { ResultChange } from '../messages.ts';

type Cells = NumberedRow[1];

/** The rows that results show now, kept up by their changes. */
export class ResultRows {
  readonly #results = new Map<string, Map<number, Cells>>();

  apply({ resultId, upserts, removes }: ResultChange): void {
    const rows = this.#results.get(resultId) ?? new Map<number, Cells>();
    this.#results.set(resultId, rows);
    for (const number of removes) {
      rows.delete(number);
    }
    for (const [number, cells] of upserts) {
      rows.set(number, cells);
    }
  }

  /** In the order they came. */
  rowsOf(resultId: string): Cells[] | undefined {
    const rows = this.#results.get(resultId);
    return rows && [...rows.entries()].sort(([a], [b]) => a - b).map(([, cells]) => cells);
  }
}
