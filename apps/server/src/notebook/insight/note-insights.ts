import type { Clock } from '@riffle/base';
import type { InsightQuestion, JobFigures, RunRecord } from '@riffle/cells';
import type { CellInsight, Event } from '@riffle/protocol';
import type { CellState } from '../cell-state.ts';
import type { LiveNote } from '../live-note.ts';
import { RunFactTaker } from './run-facts.ts';

/** How long no change must come before the cells are looked at again. */
const QUIET_MS = 250;

export interface NoteInsightsOptions {
  readonly clock: Clock;
  openNote(noteId: string): Promise<LiveNote>;
  /** Asks the interpreter; undefined while none runs. */
  ask(cells: readonly InsightQuestion[]): Promise<readonly CellInsight[]> | undefined;
  publish(noteId: string, event: Event): void;
}

/** What is known of one note's cells. */
interface Known {
  cells: readonly CellInsight[];
  /** Something has changed since the cells were last looked at. */
  due: boolean;
  looking: Promise<void> | null;
}

/**
 * What the plans of notes tell about their cells, kept true while cells are edited and run and catalogs change.
 * Only notes that somebody has asked about are looked at.
 */
export class NoteInsights {
  readonly #options: NoteInsightsOptions;
  readonly #known = new Map<string, Known>();
  /** Of each cell's last run. */
  readonly #records = new Map<string, { readonly runId: string; readonly record: RunRecord }>();
  readonly #facts = new RunFactTaker();

  constructor(options: NoteInsightsOptions) {
    this.#options = options;
  }

  async of(noteId: string): Promise<{ cells: CellInsight[] }> {
    const known = this.#known.get(noteId) ?? { cells: [], due: false, looking: null };
    this.#known.set(noteId, known);
    this.#look(noteId, known);
    await known.looking;
    return { cells: [...known.cells] };
  }

  /** Hears what the notebook tells its clients. */
  onEvent(event: Event, noteId: string | null): void {
    switch (event.op) {
      case 'cell':
      case 'cell-removed':
      case 'note-forms':
        this.#changed(noteId);
        break;
      case 'catalog-changed':
        this.#changed(null);
        break;
      case 'interpreter':
        if (event.state === 'ready') {
          this.#changed(null);
        }
        break;
      default:
        break;
    }
  }

  ran(cellId: string, runId: string, record: RunRecord): void {
    this.#records.set(cellId, { runId, record });
    this.#changed(null);
  }

  figures(noteId: string, runId: string, figures: JobFigures): void {
    if (this.#facts.take(runId, figures, this.#options.clock.now())) {
      this.#changed(noteId);
    }
  }

  runEnded(runId: string): void {
    this.#facts.ended(runId);
  }

  /** Null: every note may be touched. */
  #changed(noteId: string | null): void {
    for (const [id, known] of this.#known) {
      if (noteId === null || id === noteId) {
        this.#look(id, known);
      }
    }
  }

  /** Looks soon, once for all changes that come together; what comes while it looks is looked at afterwards. */
  #look(noteId: string, known: Known): void {
    known.due = true;
    known.looking ??= this.#lookWhileDue(noteId, known).finally(() => {
      known.looking = null;
      if (known.due) {
        this.#look(noteId, known);
      }
    });
  }

  async #lookWhileDue(noteId: string, known: Known): Promise<void> {
    await new Promise<void>((resolve) => this.#options.clock.schedule(this.#options.clock.now() + QUIET_MS, resolve));
    known.due = false;
    try {
      const note = await this.#options.openNote(noteId);
      const cells = await this.#options.ask(note.cells.map((cell) => this.#questionOf(note, cell)));
      if (cells !== undefined && JSON.stringify(cells) !== JSON.stringify(known.cells)) {
        known.cells = cells;
        this.#options.publish(noteId, { op: 'insight', noteId, cells: [...cells] });
      }
    } catch {
      // The note is gone, or the interpreter ended: the next change looks again.
    }
  }

  #questionOf(note: LiveNote, cell: CellState): InsightQuestion {
    const { paragraph, revision, run, status } = cell;
    const last = this.#records.get(paragraph.id);
    return {
      cellId: paragraph.id,
      revision,
      text: paragraph.text ?? '',
      values: note.valuesOf(cell),
      ran: run === null ? null : { text: run.text, record: last?.runId === run.runId ? last.record : null },
      facts: run === null || status !== 'live' ? null : this.#facts.factsOf(run.runId),
    };
  }
}
