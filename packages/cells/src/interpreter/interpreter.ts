import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '@riffle/base';
import { answerAssist } from '../assist/answer-assist.ts';
import { TableDesk, type TableQuestion } from '../catalog/table-desk.ts';
import { answerInsight } from '../insight/answer-insight.ts';
import type {
  AssistQuestion,
  FromInterpreter,
  InsightQuestion,
  InterpreterSettings,
  RunOutcome,
  ToInterpreter,
} from '../messages.ts';
import { openNotebookSession } from '../session/open-session.ts';
import type { SqlSession } from '../session/sql-session.ts';
import { JobPool } from '../worker/job-pool.ts';
import { Batch } from './batch.ts';
import { describeCatalogs } from './describe-catalogs.ts';
import { CHECKPOINTS, ParagraphRun } from './paragraph-run.ts';
import { RunQueue } from './run-queue.ts';

const MEMORY_INTERVAL_MS = 1000;

/** One notebook's session and the runs in it, driven by the server's messages. */
export class Interpreter {
  readonly #send: (message: FromInterpreter) => void;
  readonly #pool = new JobPool();
  readonly #queue = new RunQueue();
  readonly #tables = new TableDesk();
  readonly #runs = new Map<string, ParagraphRun>();
  readonly #batches = new Map<string, Batch>();
  readonly #sessionId = randomUUID();
  #settings: InterpreterSettings | null = null;
  #session: Promise<SqlSession> | null = null;
  #memoryReport: NodeJS.Timeout | undefined;

  constructor(send: (message: FromInterpreter) => void) {
    this.#send = send;
  }

  receive(message: ToInterpreter): void {
    switch (message.op) {
      case 'configure':
        this.#configure(message.settings);
        break;
      case 'run':
        void this.#run(message);
        break;
      case 'cancel':
        this.#runs.get(message.runId)?.cancel();
        break;
      case 'cancel-job':
        for (const run of this.#runs.values()) {
          run.cancelJob(message.jobId);
        }
        break;
      case 'set-cap':
        for (const run of this.#runs.values()) {
          run.setCap(message.resultId, message.cap);
        }
        break;
      case 'watch-changes':
        for (const run of this.#runs.values()) {
          run.watchChanges(message.resultId, message.on);
        }
        break;
      case 'describe-catalog':
        void this.#describeCatalog(message.requestId);
        break;
      case 'table':
        void this.#table(message.requestId, message.question);
        break;
      case 'assist':
        void this.#assist(message.requestId, message.question);
        break;
      case 'insight':
        void this.#insight(message.requestId, message.cells);
        break;
    }
  }

  close(): void {
    clearInterval(this.#memoryReport);
    this.#pool.close();
  }

  #configure(settings: InterpreterSettings): void {
    this.#settings = settings;
    // An interpreter that was killed has left its jobs' checkpoints behind.
    rmSync(join(settings.directory, CHECKPOINTS), { recursive: true, force: true });
    this.#session = openNotebookSession(settings);
    this.#session.catch(() => undefined);
    this.#pool.prepare();
    this.#memoryReport = setInterval(
      () => this.#send({ op: 'memory', bytes: process.memoryUsage.rss() }),
      MEMORY_INTERVAL_MS,
    );
    this.#send({ op: 'ready' });
  }

  async #run(message: Extract<ToInterpreter, { op: 'run' }>): Promise<void> {
    const { runId } = message;
    const run = new ParagraphRun({
      runId,
      text: message.text,
      title: message.title,
      values: message.values,
      settings: must(this.#settings),
      sessionId: this.#sessionId,
      pool: this.#pool,
      cap: message.cap,
      send: this.#send,
    });
    this.#runs.set(runId, run);
    const outcome = await this.#inBatch(message.batch, run, (written) => this.#inTurn(run, written));
    this.#send({ op: 'run-ended', runId, outcome });
    this.#runs.delete(runId);
  }

  async #inBatch(
    id: string | undefined,
    run: ParagraphRun,
    execute: (written: () => void) => Promise<RunOutcome>,
  ): Promise<RunOutcome> {
    if (id === undefined) {
      return await execute(() => undefined);
    }
    const batch = this.#batches.get(id) ?? new Batch();
    this.#batches.set(id, batch);
    const outcome = await batch.enqueue(execute, () => run.failed);
    if (batch.isOver) {
      this.#batches.delete(id);
    }
    return outcome;
  }

  /** Paragraphs begin one after the other: the next when the one before is live or has ended. */
  async #inTurn(run: ParagraphRun, written: () => void): Promise<RunOutcome> {
    let outcome: RunOutcome = 'cancelled';
    await this.#queue.enqueue(async (live) => {
      outcome = await run.execute(must(this.#session), { live, written });
    });
    return outcome;
  }

  async #table(requestId: number, question: TableQuestion): Promise<void> {
    try {
      const answer = await this.#tables.answer(question, {
        session: await must(this.#session),
        pool: this.#pool,
        settings: must(this.#settings),
        changed: () => this.#send({ op: 'catalog-changed' }),
      });
      this.#send({ op: 'table-answered', requestId, answer });
    } catch (error) {
      this.#send({ op: 'table-answered', requestId, problem: (error as Error).message });
    }
  }

  async #assist(requestId: number, question: AssistQuestion): Promise<void> {
    try {
      const answer = await answerAssist(await must(this.#session), question);
      this.#send({ op: 'assisted', requestId, answer });
    } catch (error) {
      this.#send({ op: 'assisted', requestId, problem: (error as Error).message });
    }
  }

  async #insight(requestId: number, cells: readonly InsightQuestion[]): Promise<void> {
    try {
      const found = await answerInsight(await must(this.#session), this.#sessionId, cells);
      this.#send({ op: 'insight-found', requestId, cells: found });
    } catch (error) {
      this.#send({ op: 'insight-found', requestId, problem: (error as Error).message });
    }
  }

  async #describeCatalog(requestId: number): Promise<void> {
    try {
      const session = await must(this.#session);
      this.#send({ op: 'catalog-described', requestId, tree: await describeCatalogs(session) });
    } catch (error) {
      this.#send({ op: 'catalog-described', requestId, problem: (error as Error).message });
    }
  }
}
