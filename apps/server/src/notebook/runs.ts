import { randomUUID } from 'node:crypto';
import type { Clock, Logger } from '@riffle/base';
import type { RunOutcome, ToInterpreter } from '@riffle/cells';
import type { CellStatus, Output, Run } from '@riffle/protocol';
import { type CellState, hasBody } from './cell-state.ts';
import type { LiveNote } from './live-note.ts';
import type { NoteBook } from './note-book.ts';
import type { ResultShelf } from './result-shelf.ts';

/** A run that is queued or going on, and the cell it belongs to. */
export interface ActiveRun {
  readonly note: LiveNote;
  readonly cell: CellState;
  readonly runId: string;
}

/** How a person wants a run. */
export interface HowToRun {
  /** Rows its results keep in view; without it, what suits their mode. */
  readonly cap?: number | undefined;
}

export interface RunsOptions {
  readonly notes: NoteBook;
  readonly results: ResultShelf;
  readonly clock: Clock;
  readonly logger: Logger;
  send(message: ToInterpreter): void;
  /** Called whenever something a client sees has changed; gives what ends the calls. */
  listen(listener: () => void): () => void;
  beforeRunAll(note: LiveNote): Promise<void>;
  ended(runId: string): void;
}

/** The runs of a notebook's cells: put in line, stopped, cleared, and told what the interpreter says of them. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #active = new Map<string, ActiveRun>();

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /** The run, while it is queued or going on. */
  get(runId: string): ActiveRun | undefined {
    return this.#active.get(runId);
  }

  started(runId: string): void {
    this.#update(runId, 'starting', (run) => {
      const { place: _waited, ...rest } = run;
      return { ...rest, startedAt: this.#options.clock.now() };
    });
    this.#numberQueue();
  }

  live(runId: string): void {
    this.#update(runId, 'live', (run) => run);
  }

  output(runId: string, output: Output): void {
    this.#update(runId, null, (run) => ({ ...run, outputs: [...run.outputs, output] }));
  }

  /** The interpreter is gone, and all that ran in it. */
  freezeAll(): void {
    for (const runId of [...this.#active.keys()]) {
      this.end(runId, 'frozen');
    }
  }

  /** Puts a cell in line. A run of it that is still going on is stopped first. */
  async run(noteId: string, cellId: string, how: HowToRun = {}): Promise<string> {
    const { note, cell } = await this.#options.notes.cell(noteId, cellId);
    return this.#startRun(note, cell, how);
  }

  #startRun(note: LiveNote, cell: CellState, how: HowToRun & { readonly batch?: string }): string {
    const text = cell.paragraph.text ?? '';
    this.#endActiveRunOf(cell);
    const runId = randomUUID();
    this.#options.results.forget(cell);
    cell.run = { runId, text, queuedAt: this.#options.clock.now(), outputs: [] };
    this.#active.set(runId, { note, cell, runId });
    this.#options.notes.registerForms(note, text);
    const values = note.valuesOf(cell);
    this.#options.send({ op: 'run', runId, text, title: cell.paragraph.title ?? '', ...how, values });
    this.#setStatus({ note, cell }, 'queued');
    this.#numberQueue();
    // Begun is on disk, so that after the end of the server the cell can say that its run ended with it.
    this.#saveBehind(note);
    return runId;
  }

  /** Runs every enabled cell, top to bottom. */
  async runAll(noteId: string, how: HowToRun = {}): Promise<void> {
    await this.#options.beforeRunAll(await this.#options.notes.open(noteId));
    return this.#runBatch(noteId, () => true, how);
  }

  /** Runs the enabled ones among these, top to bottom. */
  runCells(noteId: string, cellIds: readonly string[], how: HowToRun = {}): Promise<void> {
    const wanted = new Set(cellIds);
    return this.#runBatch(noteId, (cell) => wanted.has(cell.paragraph.id), how);
  }

  async #runBatch(noteId: string, wanted: (cell: CellState) => boolean, how: HowToRun): Promise<void> {
    const note = await this.#options.notes.open(noteId);
    const batch = randomUUID();
    for (const cell of note.cells) {
      if (wanted(cell) && cell.paragraph.config['enabled'] !== false && hasBody(cell)) {
        this.#startRun(note, cell, { ...how, batch });
      }
    }
  }

  async stopCell(noteId: string, cellId: string): Promise<void> {
    const { cell } = await this.#options.notes.cell(noteId, cellId);
    for (const run of [...this.#activeRunsOf(cell)]) {
      this.#cancel(run);
    }
  }

  async stopAll(noteId: string): Promise<void> {
    const note = await this.#options.notes.open(noteId);
    for (const run of [...this.#active.values()].reverse()) {
      if (run.note === note) {
        this.#cancel(run);
      }
    }
  }

  /** What has no job yet ends at once, however long the work before it, or its planning, takes. */
  #cancel(run: ActiveRun): void {
    this.#options.send({ op: 'cancel', runId: run.runId });
    if (run.cell.status === 'queued' || run.cell.status === 'starting') {
      this.end(run.runId, 'cancelled');
    }
  }

  /** Settles when the cell's current run has ended; at once when none is going on. */
  async finished(noteId: string, cellId: string): Promise<void> {
    const { cell } = await this.#options.notes.cell(noteId, cellId);
    if ([...this.#activeRunsOf(cell)].length === 0) {
      return;
    }
    await new Promise<void>((resolve) => {
      const unlisten = this.#options.listen(() => {
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
    const note = await this.#options.notes.open(noteId);
    const cells = note.cells.filter((cell) => cell.run !== null && cellIds.includes(cell.paragraph.id));
    for (const cell of cells) {
      this.#endActiveRunOf(cell);
      this.#options.results.putAside(cell, this.#options.clock.now());
      this.#options.notes.announce(note, cell);
    }
    this.#numberQueue();
    await this.#options.notes.saveResults(note);
    return cells.map((cell) => cell.paragraph.id);
  }

  /** Undoes `clearCells` for the cells that have not run since. */
  async restoreOutputs(noteId: string, cellIds: readonly string[]): Promise<void> {
    const note = await this.#options.notes.open(noteId);
    for (const cell of note.cells) {
      if (cellIds.includes(cell.paragraph.id) && this.#options.results.bringBack(cell)) {
        this.#options.notes.announce(note, cell);
      }
    }
    await this.#options.notes.saveResults(note);
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
      this.#options.send({ op: 'cancel', runId: run.runId });
      this.#active.delete(run.runId);
    }
  }

  #setStatus(place: { note: LiveNote; cell: CellState }, status: CellStatus): void {
    place.cell.status = status;
    this.#options.notes.announce(place.note, place.cell);
  }

  /** Tells every queued cell its place in line. */
  #numberQueue(): void {
    let place = 0;
    for (const { note, cell } of this.#active.values()) {
      if (cell.status === 'queued' && cell.run !== null && cell.run.place !== ++place) {
        cell.run = { ...cell.run, place };
        this.#options.notes.announce(note, cell);
      }
    }
  }

  /** Changes what is known of a run under way; `status` null keeps its cell's. */
  #update(runId: string, status: CellStatus | null, change: (run: Run) => Run): void {
    const active = this.#active.get(runId);
    if (active === undefined || active.cell.run === null) {
      return;
    }
    active.cell.run = change(active.cell.run);
    this.#setStatus(active, status ?? active.cell.status);
  }

  /** The run is over: the interpreter says so, or is gone (`frozen`). */
  end(runId: string, outcome: RunOutcome | 'frozen'): void {
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
    this.#options.ended(runId);
    // Waiters look at the active runs, which have changed only now.
    this.#options.notes.announce(active.note, active.cell);
    this.#numberQueue();
    this.#saveBehind(active.note);
  }

  /** Saves without keeping anybody waiting. */
  #saveBehind(note: LiveNote): void {
    this.#options.notes.saveResults(note).catch((error: Error) => {
      this.#options.logger.log('error', 'results could not be saved', { note: note.path, error: error.message });
    });
  }
}
