import { plural } from '../format/number.ts';
import { type CellActionOptions, inOpenNote } from './cell-action-options.ts';

export interface CellRunning {
  /** Saves the text, then runs it. A text cell has nothing to run: it is read. */
  run(cellId: string): Promise<void>;
  /** Every cell before this one. */
  runAbove(cellId: string): Promise<void>;
  /** This cell and every one after it. */
  runBelow(cellId: string): Promise<void>;
  runAll(): Promise<void>;
  /** What the interpreter or the server took down with it, once more; all of it, or one cell. */
  runFrozen(cellId?: string): Promise<void>;
  stop(cellId: string): Promise<void>;
  stopAll(): Promise<void>;
  clear(cellId: string): Promise<void>;
  clearAll(): Promise<void>;
  setCap(resultId: string, cap: number): Promise<void>;
}

/** An answer that takes longer than this is waited for in words. */
const SLOW_MS = 500;

export function createCellRunning(options: CellActionOptions): CellRunning {
  const { connection, notes, drafts, attempt, runOptions } = options;
  const inNote = inOpenNote(notes);

  async function saved(cellId: string): Promise<boolean> {
    const done = await drafts.flush(cellId);
    if (!done) {
      const conflict = drafts.store.getState().documents[cellId]?.conflict !== null;
      options.problem(
        conflict
          ? 'Not run: this cell was also changed elsewhere. Choose which text to keep first.'
          : 'Not run: the text could not be saved just now. It is kept in this browser.',
      );
    }
    return done;
  }

  async function runOne(noteId: string, cellId: string): Promise<void> {
    const cell = notes.getState().cells[cellId];
    if (cell?.language === 'markdown') {
      options.focusCell(cellId);
    }
    if (cell === undefined || !(await saved(cellId)) || cell.language === 'markdown') {
      return;
    }
    await options.valuesSent();
    await attempt('Not run', connection.request('run-cell', { noteId, cellId, ...runOptions() }));
  }

  /** Marks the cell while a run of it is asked for and no answer comes. */
  async function saySlow(cellId: string, work: () => Promise<void>): Promise<void> {
    const cancel = options.schedule(
      () => options.ui.setState(({ asking }) => ({ asking: { ...asking, [cellId]: true } })),
      SLOW_MS,
    );
    try {
      await work();
    } finally {
      cancel();
      options.ui.setState(({ asking: { [cellId]: _, ...asking } }) => ({ asking }));
    }
  }

  async function runSome(noteId: string, cellIds: readonly string[]): Promise<void> {
    const done = await Promise.all(cellIds.map(saved));
    if (done.every(Boolean)) {
      await options.valuesSent();
      await attempt('Not run', connection.request('run-cells', { noteId, cellIds: [...cellIds], ...runOptions() }));
    }
  }

  async function clearSome(noteId: string, cellIds: readonly string[]): Promise<void> {
    let cleared: string[] = [];
    await options.deleteWithUndo({
      title: 'output',
      done: () => (cleared.length === 0 ? undefined : `Cleared ${plural(cleared.length, 'output')}.`),
      remove: async () => {
        cleared = (await connection.request('clear-cells', { noteId, cellIds: [...cellIds] })).cellIds;
        return cleared;
      },
      restore: () => connection.request('restore-outputs', { noteId, cellIds: cleared }),
    });
  }

  return {
    run: (cellId) => inNote((note) => saySlow(cellId, () => runOne(note.id, cellId))),
    runAbove: (cellId) => inNote((note) => runSome(note.id, note.cellIds.slice(0, note.cellIds.indexOf(cellId)))),
    runBelow: (cellId) => inNote((note) => runSome(note.id, note.cellIds.slice(note.cellIds.indexOf(cellId)))),
    runAll: () =>
      inNote(async (note) => {
        const done = await Promise.all(note.cellIds.map(saved));
        if (done.every(Boolean)) {
          await options.valuesSent();
          await attempt('Not run', connection.request('run-all', { noteId: note.id, ...runOptions() }));
        }
      }),
    runFrozen: (only) =>
      inNote(async (note) => {
        const { cells } = notes.getState();
        const frozen = only === undefined ? note.cellIds.filter((id) => cells[id]?.status === 'frozen') : [only];
        await runSome(note.id, await options.withMakers(frozen));
      }),
    stop: (cellId) =>
      inNote(async (note) => {
        await attempt('Not stopped', connection.request('stop-cell', { noteId: note.id, cellId }));
      }),
    stopAll: () =>
      inNote(async (note) => {
        await attempt('Not stopped', connection.request('stop-all', { noteId: note.id }));
      }),
    clear: (cellId) => inNote((note) => clearSome(note.id, [cellId])),
    clearAll: () => inNote((note) => clearSome(note.id, note.cellIds)),
    async setCap(resultId, cap) {
      await attempt('The limit stays', connection.request('set-result-cap', { resultId, cap }));
    },
  };
}
