import type { Clock, Logger, Random } from '@riffle/base';
import type {
  FromInterpreter,
  InterpreterSettings,
  JobFigures,
  JobOutline,
  RunRecord,
  ToInterpreter,
} from '@riffle/cells';
import type { NoteStore, RevisionStore } from '@riffle/notes';
import type { Event, JobStats } from '@riffle/protocol';
import type { JobHistory } from '../jobs/job-history.ts';
import { JobLog } from '../jobs/job-log.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import { jobStats } from '../jobs/job-stats.ts';
import { ChangeMirrors } from './change-mirrors.ts';
import { FormBook } from './form-book.ts';
import { NoteInsights } from './insight/note-insights.ts';
import { InterpreterLink } from './interpreter-link.ts';
import { InterpreterQuestions } from './interpreter-questions.ts';
import { NoteBook } from './note-book.ts';
import { NoteFiles } from './note-files.ts';
import { NoteHistory } from './note-history.ts';
import type { ResultMirror } from './result-mirror.ts';
import { ResultShelf } from './result-shelf.ts';
import { Runs } from './runs.ts';

export interface NotebookOptions {
  /** Empty for the default notebook. */
  readonly name: string;
  readonly store: NoteStore;
  readonly revisions: RevisionStore;
  readonly jobHistory: JobHistory;
  readonly interpreter: InterpreterSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** Takes the events of a notebook; `noteId` null means the event is for everybody. */
export type NotebookListener = (event: Event, noteId: string | null) => void;

/** An interpreter that lived longer than this is started again by itself when it ends. */
const SHORTEST_LIFE_MS = 5_000;

/**
 * One notebook: its notes, its interpreter, and what runs in it. Clients come and go; whatever runs, and every result,
 * stays here.
 */
export class Notebook {
  readonly name: string;
  readonly notes: NoteBook;
  readonly forms: FormBook;
  readonly files: NoteFiles;
  readonly history: NoteHistory;
  readonly insights: NoteInsights;
  /** What runs in it, and what ended lately. */
  readonly jobs: JobLog;
  readonly changes: ChangeMirrors;
  readonly runs: Runs;
  readonly questions: InterpreterQuestions;
  readonly #options: NotebookOptions;
  readonly #interpreter: InterpreterLink;
  readonly #listeners = new Set<NotebookListener>();
  readonly #results: ResultShelf;
  #interpreterStarted = 0;
  #interpreterBytes = 0;

  /** The Glue database it works in. */
  get database(): string {
    return this.#options.interpreter.database;
  }

  constructor(options: NotebookOptions) {
    this.name = options.name;
    this.#options = options;
    this.#results = new ResultShelf((resultId) => this.#publish({ op: 'result-gone', resultId }, null));
    this.jobs = new JobLog({ history: options.jobHistory, clock: options.clock, logger: options.logger });
    this.notes = new NoteBook({
      store: options.store,
      clock: options.clock,
      random: options.random,
      findResult: (resultId) => this.#results.get(resultId),
      beforeChange: (note) => this.history.beforeChange(note),
      publish: (noteId, event) => this.#publish(event, noteId),
    });
    this.forms = new FormBook(this.notes);
    this.files = new NoteFiles({ ...options, notes: this.notes, stopAll: (noteId) => this.runs.stopAll(noteId) });
    this.history = new NoteHistory({
      ...options,
      store: options.revisions,
      notes: this.notes,
      stopCell: (noteId, cellId) => this.runs.stopCell(noteId, cellId),
      publish: (noteId, event) => this.#publish(event, noteId),
    });
    this.changes = new ChangeMirrors({
      find: (resultId) => this.#results.get(resultId)?.log,
      send: (message) => this.#interpreter.running && this.#interpreter.send(message),
      publish: (event) => this.#publish(event, null),
    });
    this.#interpreter = new InterpreterLink(
      options.interpreter,
      { message: (message) => this.#onMessage(message), exited: (expected) => this.#onInterpreterExit(expected) },
      options.logger,
    );
    const send = (message: ToInterpreter): void => this.#interpreter.send(message);
    this.runs = new Runs({
      ...options,
      notes: this.notes,
      results: this.#results,
      send,
      listen: (listener) => this.listen(listener),
      beforeRunAll: (note) => this.history.beforeRunAll(note),
      ended: (runId) => this.insights.runEnded(runId),
    });
    this.questions = new InterpreterQuestions({ ...options, notes: this.notes, send });
    this.insights = new NoteInsights({
      clock: options.clock,
      openNote: (noteId) => this.notes.open(noteId),
      ask: (cells) => (this.#interpreter.running ? this.questions.insight(cells) : undefined),
      publish: (noteId, event) => this.#publish(event, noteId),
    });
    this.listen((event, noteId) => this.insights.onEvent(event, noteId));
  }

  listen(listener: NotebookListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #publish(event: Event, noteId: string | null): void {
    for (const listener of this.#listeners) {
      listener(event, noteId);
    }
  }

  /** Starts the interpreter ahead of the first run. */
  warmUp(): void {
    if (!this.#interpreter.running) {
      this.#interpreterStarted = this.#options.clock.now();
      this.#interpreter.start();
      this.#publish({ op: 'interpreter', state: 'starting' }, null);
    }
  }

  /** Ends the interpreter and all that runs in it. */
  async stop(): Promise<void> {
    await this.#interpreter.stop();
    await this.jobs.settled();
  }

  async restartInterpreter(): Promise<void> {
    await this.stop();
    this.warmUp();
  }

  get interpreterRunning(): boolean {
    return this.#interpreter.running;
  }

  /** What the status bar shows. */
  status(): { jobs: number; rowsInPerSecond: number; interpreterBytes: number } {
    let rowsInPerSecond = 0;
    const running = [...this.jobs.running()];
    for (const { figures } of running) {
      rowsInPerSecond += figures?.rowsInPerSecond ?? 0;
    }
    return { jobs: running.length, rowsInPerSecond, interpreterBytes: this.#interpreterBytes };
  }

  result(resultId: string): ResultMirror | undefined {
    return this.#results.get(resultId);
  }

  setResultCap(resultId: string, cap: number): void {
    this.#interpreter.send({ op: 'set-cap', resultId, cap });
  }

  #onMessage(message: FromInterpreter): void {
    switch (message.op) {
      case 'ready':
        this.#publish({ op: 'interpreter', state: 'ready' }, null);
        break;
      case 'run-started':
        this.runs.started(message.runId);
        break;
      case 'run-live':
        this.runs.live(message.runId);
        break;
      case 'run-output':
        this.runs.output(message.runId, message.output);
        break;
      case 'run-ended':
        this.runs.end(message.runId, message.outcome);
        break;
      case 'result-opened':
        if (this.runs.get(message.runId) !== undefined) {
          this.#results.open(message.opening);
        }
        break;
      case 'result-changed': {
        const delta = this.#results.get(message.change.resultId)?.apply(message.change);
        if (delta !== undefined) {
          this.#publish(delta, null);
        }
        break;
      }
      case 'job-started':
        this.#onJobStarted(message.runId, message.outline);
        break;
      case 'job-ended':
        this.jobs.ended(message.jobId, message.end);
        break;
      case 'result-logged':
        this.changes.apply(message.log);
        break;
      case 'job-figures':
        this.#onFigures(message.runId, message.figures);
        break;
      case 'run-record':
        this.#onRecord(message.runId, message.record);
        break;
      case 'catalog-changed':
        this.#publish({ op: 'catalog-changed' }, null);
        break;
      case 'memory':
        this.#interpreterBytes = message.bytes;
        break;
      default:
        this.questions.take(message);
    }
  }

  #onRecord(runId: string, record: RunRecord): void {
    const cellId = this.runs.get(runId)?.cell.paragraph.id;
    if (cellId !== undefined) {
      this.insights.ran(cellId, runId, record);
    }
  }

  #onJobStarted(runId: string, outline: JobOutline): void {
    const active = this.runs.get(runId);
    if (active !== undefined) {
      const { note, cell } = active;
      this.jobs.started(outline, runId, { noteId: note.id, notePath: note.path, cellId: cell.paragraph.id });
    }
  }

  #onFigures(runId: string, figures: JobFigures): void {
    const job = this.jobs.measured(figures);
    const stats = job === undefined ? null : jobStats(job);
    if (stats !== null && this.runs.get(runId) !== undefined) {
      this.insights.figures(stats.noteId, runId, figures);
      this.#publish(stats, stats.noteId);
    }
  }

  /** The last figures of the jobs of a note's last runs. */
  async jobStatsOf(noteId: string): Promise<JobStats[]> {
    const note = await this.notes.open(noteId);
    const runs = note.cells.flatMap(({ run }) => run?.runId ?? []);
    return runs.flatMap((runId) => this.jobs.ofRun(runId)).flatMap((job) => jobStats(job) ?? []);
  }

  /** Ends one job, by the id Flink's REST uses; what else its cell runs goes on. */
  cancelJob(job: JobRecord): void {
    this.jobs.cancelling(job.id);
    this.#interpreter.send({ op: 'cancel-job', jobId: job.outline.jobId });
  }

  #onInterpreterExit(expected: boolean): void {
    this.runs.freezeAll();
    this.jobs.allEnded(
      expected
        ? { outcome: 'cancelled' }
        : { outcome: 'failed', problem: { message: 'The interpreter ended unexpectedly, and this job with it.' } },
    );
    this.questions.failAll('The interpreter ended.');
    this.#interpreterBytes = 0;
    this.#publish(
      expected
        ? { op: 'interpreter', state: 'stopped' }
        : {
            op: 'interpreter',
            state: 'failed',
            message: 'The interpreter ended unexpectedly, and what ran in it has stopped.',
          },
      null,
    );
    // One that ends as soon as it has started would only do so again.
    if (!expected && this.#options.clock.now() - this.#interpreterStarted > SHORTEST_LIFE_MS) {
      this.warmUp();
    }
  }
}
