import type { Clock, Millis } from '@riffle/base';
import type { DisplayMessage, ScopedValues } from '@riffle/note-model';
import type { Output } from '@riffle/protocol';
import { type JobSettings, ParagraphRun } from '../interpreter/paragraph-run.ts';
import { RunQueue } from '../interpreter/run-queue.ts';
import type { FromInterpreter, RunOutcome } from '../messages.ts';
import { displayOutput } from '../results/display-output.ts';
import type { SqlSession } from '../session/sql-session.ts';
import { JobPool } from '../worker/job-pool.ts';
import { ResultRows } from './result-rows.ts';

export interface ParagraphToRun {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** What the forms of the text have been given. */
  readonly values: ScopedValues;
}

/** How a paragraph ended; `skipped` ones never began. */
export interface ParagraphResult {
  readonly id: string;
  readonly outcome: RunOutcome;
  /** What was cancelled was a stream, which would not have ended by itself. */
  readonly endless: boolean;
  readonly outputs: readonly DisplayMessage[];
  /** Problems with their places, for people. */
  readonly problems: readonly Extract<Output, { kind: 'problem' }>['problem'][];
  readonly startedAt?: Millis | undefined;
  readonly finishedAt?: Millis | undefined;
}

export interface NoteRunEvents {
  started(paragraph: ParagraphToRun): void;
  /** It is a stream that runs on while the next paragraphs start. */
  live(paragraph: ParagraphToRun): void;
  ended(paragraph: ParagraphToRun, result: ParagraphResult): void;
}

export interface NoteRunOptions {
  readonly session: SqlSession;
  readonly settings: JobSettings;
  readonly clock: Clock;
  readonly events: NoteRunEvents;
}

/** One paragraph while it runs. */
interface Running {
  readonly paragraph: ParagraphToRun;
  readonly run: ParagraphRun;
  readonly outputs: Output[];
  readonly startedAt: Millis;
  endless: boolean;
}

/**
 * Runs a note without a server, top to bottom. The next paragraph starts when the one before has ended, or is a stream
 * that runs: streams go on together. The first failure ends all of it, and so does `stop`; results so far stay.
 */
export class NoteRun {
  readonly #options: NoteRunOptions;
  readonly #pool = new JobPool();
  readonly #rows = new ResultRows();
  readonly #running = new Map<string, Running>();
  #stopped = false;
  #failed = false;

  constructor(options: NoteRunOptions) {
    this.#options = options;
  }

  /** Settles when everything has ended, with a result for each paragraph in order. */
  async run(paragraphs: readonly ParagraphToRun[]): Promise<ParagraphResult[]> {
    this.#pool.prepare();
    const queue = new RunQueue();
    const results = await Promise.all(
      paragraphs.map(async (paragraph) => {
        let result = skipped(paragraph);
        await queue.enqueue(async (release) => {
          if (!this.#stopped) {
            result = await this.#runOne(paragraph, release);
          }
        });
        return result;
      }),
    );
    this.#pool.close();
    return results;
  }

  /** Ends what runs and starts nothing more. */
  stop(): void {
    this.#stopped = true;
    for (const { run } of this.#running.values()) {
      run.cancel();
    }
  }

  async #runOne(paragraph: ParagraphToRun, release: () => void): Promise<ParagraphResult> {
    const { session, settings, clock, events } = this.#options;
    const run = new ParagraphRun({
      runId: paragraph.id,
      text: paragraph.text,
      title: paragraph.title,
      values: paragraph.values,
      settings,
      sessionId: '',
      pool: this.#pool,
      send: (message) => this.#onMessage(message),
    });
    const running: Running = { paragraph, run, outputs: [], startedAt: clock.now(), endless: false };
    this.#running.set(paragraph.id, running);
    events.started(paragraph);
    const settled = (): void => {
      if (run.failed) {
        this.#fail();
      } else if (!running.endless && run.live) {
        running.endless = true;
        events.live(paragraph);
      }
      release();
    };
    const outcome = await run.execute(Promise.resolve(session), { settled });
    this.#running.delete(paragraph.id);
    if (outcome === 'failed') {
      this.#fail();
    }
    const result = this.#resultOf(running, outcome);
    events.ended(paragraph, result);
    return result;
  }

  #onMessage(message: FromInterpreter): void {
    if (message.op === 'run-output') {
      this.#running.get(message.runId)?.outputs.push(message.output);
    } else if (message.op === 'result-changed') {
      this.#rows.apply(message.change);
    }
  }

  #resultOf({ paragraph, outputs, startedAt, endless }: Running, outcome: RunOutcome): ParagraphResult {
    return {
      id: paragraph.id,
      outcome,
      endless,
      outputs: outputs.flatMap((output) => displayOutput(output, (id) => this.#rows.rowsOf(id)) ?? []),
      problems: outputs.flatMap((output) => (output.kind === 'problem' ? [output.problem] : [])),
      startedAt,
      finishedAt: this.#options.clock.now(),
    };
  }

  #fail(): void {
    if (!this.#failed) {
      this.#failed = true;
      this.stop();
    }
  }
}

function skipped({ id }: ParagraphToRun): ParagraphResult {
  return { id, outcome: 'skipped', endless: false, outputs: [], problems: [] };
}
