import { randomUUID } from 'node:crypto';
import type { Clock, Logger, Random } from '@riffle/base';
import type {
  FromInterpreter,
  InterpreterSettings,
  JobFigures,
  JobOutline,
  RunOutcome,
  RunRecord,
  TableQuestion,
} from '@riffle/cells';
import { NO_VALUES } from '@riffle/note-model';
import type { NoteStore, RevisionStore } from '@riffle/notes';
import type {
  AssistName,
  CatalogQuestionName,
  CatalogTree,
  CellInsight,
  CellStatus,
  Event,
  JobStats,
  RequestInput,
  RequestOutput,
  Run,
} from '@riffle/protocol';
import type { JobHistory } from '../jobs/job-history.ts';
import { JobLog } from '../jobs/job-log.ts';
import type { JobRecord } from '../jobs/job-record.ts';
import { jobStats } from '../jobs/job-stats.ts';
import { type CellState, hasBody } from './cell-state.ts';
import { ChangeMirrors } from './change-mirrors.ts';
import { FormBook } from './form-book.ts';
import { NoteInsights } from './insight/note-insights.ts';
import { InterpreterLink } from './interpreter-link.ts';
import type { LiveNote } from './live-note.ts';
import { NoteBook } from './note-book.ts';
import { NoteFiles } from './note-files.ts';
import { NoteHistory } from './note-history.ts';
import { PendingReplies } from './pending-replies.ts';
import type { ResultMirror } from './result-mirror.ts';
import { ResultShelf } from './result-shelf.ts';

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

/** A text under way, a place in it, and the cell it belongs to. */
export interface AssistInput {
  readonly text: string;
  readonly offset?: number | undefined;
  readonly cell?: { readonly noteId: string; readonly cellId: string } | undefined;
}

/** A run that is queued or going on, and the cell it belongs to. */
interface ActiveRun {
  readonly note: LiveNote;
  readonly cell: CellState;
  readonly runId: string;
  readonly resultIds: string[];
}

const CATALOG_TIMEOUT_MS = 10_000;
/** An interpreter that lived longer than this is started again by itself when it ends. */
const SHORTEST_LIFE_MS = 5_000;
/** A preview waits for rows for some seconds, and for its thread before that. */
const TABLE_TIMEOUT_MS = 30_000;
/** Help that comes later helps nobody: the text has changed. */
const ASSIST_TIMEOUT_MS = 3_000;

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
  readonly #options: NotebookOptions;
  readonly #interpreter: InterpreterLink;
  readonly #listeners = new Set<NotebookListener>();
  readonly #active = new Map<string, ActiveRun>();
  readonly #results: ResultShelf;
  readonly #catalogRequests: PendingReplies<CatalogTree>;
  #interpreterStarted = 0;
  readonly #assistRequests: PendingReplies<unknown>;
  readonly #tableRequests: PendingReplies<unknown>;
  readonly #insightRequests: PendingReplies<readonly CellInsight[]>;
  #interpreterBytes = 0;

  constructor(options: NotebookOptions) {
    this.name = options.name;
    this.#options = options;
    this.#catalogRequests = new PendingReplies(
      options.clock,
      CATALOG_TIMEOUT_MS,
      'The interpreter did not describe its catalogs in time.',
    );
    this.#assistRequests = new PendingReplies(
      options.clock,
      ASSIST_TIMEOUT_MS,
      'The interpreter did not answer in time.',
    );
    this.#results = new ResultShelf((resultId) => this.#publish({ op: 'result-gone', resultId }, null));
    this.#tableRequests = new PendingReplies(
      options.clock,
      TABLE_TIMEOUT_MS,
      'The interpreter did not answer in time.',
    );
    this.#insightRequests = new PendingReplies(
      options.clock,
      CATALOG_TIMEOUT_MS,
      'The interpreter did not look at the cells in time.',
    );
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
    this.files = new NoteFiles({ ...options, notes: this.notes, stopAll: (noteId) => this.stopAll(noteId) });
    this.history = new NoteHistory({
      ...options,
      store: options.revisions,
      notes: this.notes,
      stopCell: (noteId, cellId) => this.stopCell(noteId, cellId),
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
    this.insights = new NoteInsights({
      clock: options.clock,
      openNote: (noteId) => this.notes.open(noteId),
      ask: (cells) =>
        this.#interpreter.running
          ? this.#insightRequests.ask((requestId) => this.#interpreter.send({ op: 'insight', requestId, cells }))
          : undefined,
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

  /** The session's catalogs, as the interpreter sees them. */
  catalog(): Promise<CatalogTree> {
    return this.#catalogRequests.ask((requestId) => this.#interpreter.send({ op: 'describe-catalog', requestId }));
  }

  /** What the catalog panel asks about one table; what the protocol says for the question's name. */
  async table<N extends CatalogQuestionName>(name: N, table: RequestInput<N>): Promise<RequestOutput<N>> {
    const question = { name, table } as TableQuestion;
    const answer = await this.#tableRequests.ask((requestId) =>
      this.#interpreter.send({ op: 'table', requestId, question }),
    );
    return answer as RequestOutput<N>;
  }

  /** Help with a text under way, with the session's catalogs; what the protocol says for the question's name. */
  async assist<N extends AssistName>(name: N, asked: AssistInput): Promise<RequestOutput<N>> {
    const { text, offset = 0, cell: place } = asked;
    const found = place && (await this.notes.cell(place.noteId, place.cellId));
    const values = found ? found.note.valuesOf(found.cell) : NO_VALUES;
    const question = { name, text, offset, values };
    const answer = await this.#assistRequests.ask((requestId) =>
      this.#interpreter.send({ op: 'assist', requestId, question }),
    );
    return answer as RequestOutput<N>;
  }

  /** Puts a cell in line. A run of it that is still going on is stopped first. */
  async run(noteId: string, cellId: string): Promise<string> {
    const { note, cell } = await this.notes.cell(noteId, cellId);
    return this.#startRun(note, cell);
  }

  #startRun(note: LiveNote, cell: CellState, batch?: string): string {
    const text = cell.paragraph.text ?? '';
    this.#endActiveRunOf(cell);
    const runId = randomUUID();
    this.#results.forget(cell);
    cell.run = { runId, text, queuedAt: this.#options.clock.now(), outputs: [] };
    this.#active.set(runId, { note, cell, runId, resultIds: [] });
    this.notes.registerForms(note, text);
    const values = note.valuesOf(cell);
    this.#interpreter.send({ op: 'run', runId, text, title: cell.paragraph.title ?? '', batch, values });
    this.#setStatus({ note, cell }, 'queued');
    this.#numberQueue();
    // Begun is on disk, so that after the end of the server the cell can say that its run ended with it.
    this.#saveBehind(note);
    return runId;
  }

  /** Runs every enabled cell, top to bottom. */
  async runAll(noteId: string): Promise<void> {
    await this.history.beforeRunAll(await this.notes.open(noteId));
    return this.#runBatch(noteId, () => true);
  }

  /** Runs the enabled ones among these, top to bottom. */
  runCells(noteId: string, cellIds: readonly string[]): Promise<void> {
    const wanted = new Set(cellIds);
    return this.#runBatch(noteId, (cell) => wanted.has(cell.paragraph.id));
  }

  async #runBatch(noteId: string, wanted: (cell: CellState) => boolean): Promise<void> {
    const note = await this.notes.open(noteId);
    const batch = randomUUID();
    for (const cell of note.cells) {
      if (wanted(cell) && cell.paragraph.config['enabled'] !== false && hasBody(cell)) {
        this.#startRun(note, cell, batch);
      }
    }
  }

  async stopCell(noteId: string, cellId: string): Promise<void> {
    const { cell } = await this.notes.cell(noteId, cellId);
    for (const run of [...this.#activeRunsOf(cell)]) {
      this.#cancel(run);
    }
  }

  async stopAll(noteId: string): Promise<void> {
    const note = await this.notes.open(noteId);
    for (const run of [...this.#active.values()].reverse()) {
      if (run.note === note) {
        this.#cancel(run);
      }
    }
  }

  /** What has no job yet ends at once, however long the work before it, or its planning, takes. */
  #cancel(run: ActiveRun): void {
    this.#interpreter.send({ op: 'cancel', runId: run.runId });
    if (run.cell.status === 'queued' || run.cell.status === 'starting') {
      this.#endRun(run.runId, 'cancelled');
    }
  }

  /** Settles when the cell's current run has ended; at once when none is going on. */
  async finished(noteId: string, cellId: string): Promise<void> {
    const { cell } = await this.notes.cell(noteId, cellId);
    if ([...this.#activeRunsOf(cell)].length === 0) {
      return;
    }
    await new Promise<void>((resolve) => {
      const unlisten = this.listen(() => {
        if ([...this.#activeRunsOf(cell)].length === 0) {
          unlisten();
          resolve();
        }
      });
    });
  }

  /** Takes the output away; what still runs is stopped. */
  async clear(noteId: string, cellId: string): Promise<void> {
    await this.clearCells(noteId, [cellId]);
  }

  /** Takes outputs away and keeps them aside until the cell runs again; gives the cells that had one. */
  async clearCells(noteId: string, cellIds: readonly string[]): Promise<string[]> {
    const note = await this.notes.open(noteId);
    const cells = note.cells.filter((cell) => cell.run !== null && cellIds.includes(cell.paragraph.id));
    for (const cell of cells) {
      this.#endActiveRunOf(cell);
      this.#results.putAside(cell, this.#options.clock.now());
      this.notes.announce(note, cell);
    }
    this.#numberQueue();
    await this.notes.saveResults(note);
    return cells.map((cell) => cell.paragraph.id);
  }

  /** Undoes `clearCells` for the cells that have not run since. */
  async restoreOutputs(noteId: string, cellIds: readonly string[]): Promise<void> {
    const note = await this.notes.open(noteId);
    for (const cell of note.cells) {
      if (cellIds.includes(cell.paragraph.id) && this.#results.bringBack(cell)) {
        this.notes.announce(note, cell);
      }
    }
    await this.notes.saveResults(note);
  }

  *#activeRunsOf(cell: CellState): Iterable<ActiveRun> {
    for (const run of this.#active.values()) {
      if (run.cell === cell) {
        yield run;
      }
    }
  }

  #endActiveRunOf(cell: CellState): void {
    for (const run of [...this.#activeRunsOf(cell)]) {
      this.#interpreter.send({ op: 'cancel', runId: run.runId });
      this.#active.delete(run.runId);
    }
  }

  #setStatus(place: { note: LiveNote; cell: CellState }, status: CellStatus): void {
    place.cell.status = status;
    this.notes.announce(place.note, place.cell);
  }

  /** Tells every queued cell its place in line. */
  #numberQueue(): void {
    let place = 0;
    for (const { note, cell } of this.#active.values()) {
      if (cell.status === 'queued' && cell.run !== null && cell.run.place !== ++place) {
        cell.run = { ...cell.run, place };
        this.notes.announce(note, cell);
      }
    }
  }

  #onMessage(message: FromInterpreter): void {
    switch (message.op) {
      case 'ready':
        this.#publish({ op: 'interpreter', state: 'ready' }, null);
        break;
      case 'run-started':
        this.#update(message.runId, 'starting', (run) => {
          const { place: _waited, ...rest } = run;
          return { ...rest, startedAt: this.#options.clock.now() };
        });
        this.#numberQueue();
        break;
      case 'run-live':
        this.#update(message.runId, 'live', (run) => run);
        break;
      case 'run-output':
        this.#update(message.runId, null, (run) => ({ ...run, outputs: [...run.outputs, message.output] }));
        break;
      case 'run-ended':
        this.#endRun(message.runId, message.outcome);
        break;
      case 'result-opened':
        if (this.#active.has(message.runId)) {
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
      case 'catalog-described':
        this.#onCatalog(message);
        break;
      case 'assisted':
        if (message.problem === undefined) {
          this.#assistRequests.answer(message.requestId, message.answer);
        } else {
          this.#assistRequests.fail(message.requestId, message.problem);
        }
        break;
      case 'insight-found':
        if (message.cells === undefined) {
          this.#insightRequests.fail(message.requestId, message.problem ?? 'The cells could not be looked at.');
        } else {
          this.#insightRequests.answer(message.requestId, message.cells);
        }
        break;
      case 'table-answered':
        if (message.problem === undefined) {
          this.#tableRequests.answer(message.requestId, message.answer);
        } else {
          this.#tableRequests.fail(message.requestId, message.problem);
        }
        break;
      case 'memory':
        this.#interpreterBytes = message.bytes;
        break;
    }
  }

  #onCatalog(message: Extract<FromInterpreter, { op: 'catalog-described' }>): void {
    if (message.tree !== undefined) {
      this.#catalogRequests.answer(message.requestId, message.tree);
    } else {
      this.#catalogRequests.fail(message.requestId, message.problem ?? 'The catalogs could not be read.');
    }
  }

  #onRecord(runId: string, record: RunRecord): void {
    const cellId = this.#active.get(runId)?.cell.paragraph.id;
    if (cellId !== undefined) {
      this.insights.ran(cellId, runId, record);
    }
  }

  #onJobStarted(runId: string, outline: JobOutline): void {
    const active = this.#active.get(runId);
    if (active !== undefined) {
      const { note, cell } = active;
      this.jobs.started(outline, runId, { noteId: note.id, notePath: note.path, cellId: cell.paragraph.id });
    }
  }

  #onFigures(runId: string, figures: JobFigures): void {
    const job = this.jobs.measured(figures);
    const stats = job === undefined ? null : jobStats(job);
    if (stats !== null && this.#active.has(runId)) {
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

  #update(runId: string, status: CellStatus | null, change: (run: Run) => Run): void {
    const active = this.#active.get(runId);
    if (active === undefined || active.cell.run === null) {
      return;
    }
    active.cell.run = change(active.cell.run);
    this.#setStatus(active, status ?? active.cell.status);
  }

  #endRun(runId: string, outcome: RunOutcome | 'frozen'): void {
    const active = this.#active.get(runId);
    if (active === undefined) {
      return;
    }
    this.#update(runId, outcome === 'skipped' ? 'cancelled' : outcome, (run) => {
      const { place: _waited, ...rest } = run;
      const reason = outcome === 'skipped' ? { reason: 'a cell before it failed' } : {};
      return { ...rest, ...reason, finishedAt: this.#options.clock.now() };
    });
    this.#active.delete(runId);
    this.insights.runEnded(runId);
    // Waiters look at the active runs, which have changed only now.
    this.notes.announce(active.note, active.cell);
    this.#numberQueue();
    this.#saveBehind(active.note);
  }

  /** Saves without keeping anybody waiting. */
  #saveBehind(note: LiveNote): void {
    this.notes.saveResults(note).catch((error: Error) => {
      this.#options.logger.log('error', 'results could not be saved', { note: note.path, error: error.message });
    });
  }

  #onInterpreterExit(expected: boolean): void {
    for (const runId of [...this.#active.keys()]) {
      this.#endRun(runId, 'frozen');
    }
    this.jobs.allEnded(
      expected
        ? { outcome: 'cancelled' }
        : { outcome: 'failed', problem: { message: 'The interpreter ended unexpectedly, and this job with it.' } },
    );
    this.#catalogRequests.failAll('The interpreter ended.');
    this.#assistRequests.failAll('The interpreter ended.');
    this.#insightRequests.failAll('The interpreter ended.');
    this.#tableRequests.failAll('The interpreter ended.');
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
