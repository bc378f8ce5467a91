import { randomUUID } from 'node:crypto';
import { systemClock } from '@riffle/base';
import { batchOf, types } from '@riffle/columns';
import type { FromInterpreter } from '../messages.ts';
import { DEFAULT_CAPS, deltaRows, ResultView, type ViewDelta } from '../results/result-view.ts';
import { ChangeSender } from '../worker/change-sender.ts';
import { resultColumns } from './result-columns.ts';

const FIELDS = [{ name: 'output', type: types.string() }];

/** What `print` tables of a run write: a result of one column, bounded like any other. */
export class PrintedLines {
  readonly #view: ResultView;
  readonly #sender: ChangeSender<ViewDelta>;

  /** Announces the result; made with the first line. */
  constructor(runId: string, send: (message: FromInterpreter) => void) {
    const resultId = randomUUID();
    const columns = resultColumns(FIELDS);
    const cap = DEFAULT_CAPS.append;
    this.#view = new ResultView({ mode: 'append', cap, keyColumns: [], format: String });
    this.#sender = new ChangeSender({
      source: this.#view,
      clock: systemClock,
      rowsOf: deltaRows,
      send: (delta) => send({ op: 'result-changed', change: { resultId, ...delta } }),
    });
    send({ op: 'result-opened', runId, opening: { resultId, mode: 'append', columns, cap } });
    send({
      op: 'run-output',
      runId,
      output: { kind: 'result', resultId, mode: 'append', columns, detected: true },
    });
  }

  add(line: string): void {
    this.#view.apply(
      batchOf(
        FIELDS.map((field) => field.type),
        [[line]],
      ),
    );
    this.#sender.notify();
  }

  flush(): void {
    this.#sender.flush();
  }
}
