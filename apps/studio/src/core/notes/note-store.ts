/** The list of notes and the one that is open, as the server last said. Cells keep their identity until they change. */
import type { Cell, Event, FormView, JobStats, Note, NoteSummary } from '@riffle/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface OpenNote {
  readonly id: string;
  readonly path: string;
  readonly cellIds: readonly string[];
  /** The forms all cells share. */
  readonly forms: readonly FormView[];
}

export interface NoteState {
  /** Null before the first list has come. */
  readonly notes: readonly NoteSummary[] | null;
  /** The note the page is about to show, or shows. */
  readonly wanted: string | null;
  readonly open: OpenNote | null;
  /** Why the wanted note is not there, as a sentence. */
  readonly missing: string | null;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Figures of the jobs of a cell's last run, by cell and job. */
  readonly jobs: Readonly<Record<string, Readonly<Record<string, JobStats>>>>;
}

export type NoteStore = StoreApi<NoteState>;

export function createNoteStore(): NoteStore {
  return createStore<NoteState>(() => ({
    notes: null,
    wanted: null,
    open: null,
    missing: null,
    cells: {},
    jobs: {},
  }));
}

/** The state with a note open, in place of whatever was. */
export function withNote(note: Note, jobs: readonly JobStats[]): Partial<NoteState> {
  const byCell: Record<string, Record<string, JobStats>> = {};
  for (const job of jobs) {
    byCell[job.cellId] = { ...byCell[job.cellId], [job.jobId]: job };
  }
  return {
    open: { id: note.id, path: note.path, cellIds: note.cells.map((cell) => cell.id), forms: note.forms },
    missing: null,
    cells: Object.fromEntries(note.cells.map((cell) => [cell.id, cell])),
    jobs: byCell,
  };
}

/** What an event changes; undefined when it says nothing about notes, or about another one. */
export function noteChange(state: NoteState, event: Event): Partial<NoteState> | undefined {
  if (event.op === 'notes') {
    return { notes: event.notes };
  }
  const { open } = state;
  if (open === null || !('noteId' in event) || event.noteId !== open.id) {
    return undefined;
  }
  switch (event.op) {
    case 'note-renamed':
      return { open: { ...open, path: event.path } };
    case 'note-removed':
      return { open: null, missing: 'This note has been deleted.', cells: {}, jobs: {} };
    case 'cell':
      return withCell(state, open, event.cell, event.index);
    case 'cell-removed':
      return withoutCell(state, open, event.cellId);
    case 'cell-order':
      return { open: { ...open, cellIds: event.cellIds.filter((id) => state.cells[id] !== undefined) } };
    case 'note-forms':
      return { open: { ...open, forms: event.forms } };
    case 'job':
      return withJob(state, event);
    default:
      return undefined;
  }
}

function withCell(state: NoteState, open: OpenNote, cell: Cell, index: number): Partial<NoteState> {
  const before = state.cells[cell.id];
  const cells = { ...state.cells, [cell.id]: cell };
  const newRun = before?.run?.runId !== cell.run?.runId;
  const jobs = newRun && state.jobs[cell.id] !== undefined ? without(state.jobs, cell.id) : state.jobs;
  if (open.cellIds[index] === cell.id) {
    return { cells, jobs };
  }
  const others = open.cellIds.filter((id) => id !== cell.id);
  return { cells, jobs, open: { ...open, cellIds: others.toSpliced(index, 0, cell.id) } };
}

function withoutCell(state: NoteState, open: OpenNote, cellId: string): Partial<NoteState> {
  return {
    open: { ...open, cellIds: open.cellIds.filter((id) => id !== cellId) },
    cells: without(state.cells, cellId),
    jobs: without(state.jobs, cellId),
  };
}

function withJob(state: NoteState, job: JobStats): Partial<NoteState> {
  return { jobs: { ...state.jobs, [job.cellId]: { ...state.jobs[job.cellId], [job.jobId]: job } } };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}

/** How many cells run now. */
export function liveCells(state: NoteState): number {
  return Object.values(state.cells).filter((cell) => cell.status === 'live' || cell.status === 'starting').length;
}
