import { splitParagraph } from '../language/paragraph-header.ts';
import { type CellActionOptions, inOpenNote } from './cell-action-options.ts';
import { mergedText, splitText } from './cell-texts.ts';

export interface CellArranging {
  /** Inserts a cell and puts the cursor in it. */
  insert(index: number, text: string): Promise<void>;
  /** A copy right below, which gets the focus. */
  clone(cellId: string): Promise<void>;
  delete(cellId: string): Promise<void>;
  move(cellId: string, by: -1 | 1): Promise<void>;
  /** Moves a cell to its place among the others, from 0. */
  moveTo(cellId: string, index: number): Promise<void>;
  /** Parts a cell where its cursor is. */
  split(cellId: string): Promise<void>;
  /** Takes the text of the cell below into this one; undoing brings that cell and both texts back. */
  mergeWithBelow(cellId: string): Promise<void>;
}

export function createCellArranging(options: CellActionOptions): CellArranging {
  const { connection, notes, drafts, ui, attempt, focusCell } = options;
  const inNote = inOpenNote(notes);
  const titleOf = (cellId: string): string =>
    nameOf(drafts.textOf(cellId) ?? '', notes.getState().cells[cellId]?.title);

  function moveTo(cellId: string, wanted: number): Promise<void> {
    return inNote(async (note) => {
      const index = Math.max(0, Math.min(wanted, note.cellIds.length - 1));
      if (note.cellIds.indexOf(cellId) === index) {
        return;
      }
      const moving = connection.request('move-cell', { noteId: note.id, cellId, index });
      if ((await attempt('The cell could not be moved', moving)) !== undefined) {
        ui.setState({
          askedFrame: cellId,
          announcement: `‘${titleOf(cellId)}’ is now cell ${index + 1} of ${note.cellIds.length}.`,
        });
      }
    });
  }

  async function merge(noteId: string, cellId: string, belowId: string): Promise<void> {
    const { cells } = notes.getState();
    const language = cells[cellId]?.language;
    if (language !== cells[belowId]?.language) {
      options.problem('Not merged: the two cells are in different languages.');
      return;
    }
    const before = drafts.textOf(cellId) ?? '';
    const sql = language === 'ssql' || language === 'bsql';
    const merged = mergedText(before, drafts.textOf(belowId) ?? '', sql);
    await options.deleteWithUndo({
      title: titleOf(belowId),
      done: 'Merged two cells.',
      remove: async () => {
        drafts.type(cellId, merged);
        await drafts.flush(belowId);
        await connection.request('delete-cell', { noteId, cellId: belowId });
      },
      restore: async () => {
        await connection.request('restore-cell', { noteId, cellId: belowId });
        if (drafts.textOf(cellId) === merged) {
          drafts.type(cellId, before);
        }
      },
    });
    focusCell(cellId);
  }

  return {
    moveTo,
    insert: (index, text) =>
      inNote(async (note) => {
        ui.setState({ typedAhead: '' });
        const adding = connection.request('insert-cell', { noteId: note.id, index, text });
        const reply = await attempt('The cell could not be added', adding);
        if (reply === undefined) {
          ui.setState({ typedAhead: null });
        } else {
          ui.setState({ focusedCell: reply.cellId, openEditor: reply.cellId });
        }
      }),
    clone: (cellId) =>
      inNote(async (note) => {
        await drafts.flush(cellId);
        const copying = connection.request('clone-cell', { noteId: note.id, cellId });
        const reply = await attempt('The cell could not be copied', copying);
        if (reply !== undefined) {
          ui.setState({ announcement: `Copied ‘${titleOf(cellId)}’.` });
          focusCell(reply.cellId);
        }
      }),
    delete: (cellId) =>
      inNote(async (note) => {
        const place = { noteId: note.id, cellId };
        const index = note.cellIds.indexOf(cellId);
        const next = note.cellIds[index + 1] ?? note.cellIds[index - 1];
        ui.setState({ focusedCell: null, mode: 'command' });
        if (next !== undefined) {
          focusCell(next);
        }
        await options.deleteWithUndo({
          title: titleOf(cellId),
          remove: async () => {
            // The last letters come along, so that undoing brings them back.
            await drafts.flush(cellId);
            await connection.request('delete-cell', place);
          },
          restore: async () => {
            await connection.request('restore-cell', place);
            focusCell(cellId);
          },
        });
      }),
    move: (cellId, by) => inNote((note) => moveTo(cellId, note.cellIds.indexOf(cellId) + by)),
    split: (cellId) =>
      inNote(async (note) => {
        const text = drafts.textOf(cellId) ?? '';
        const { first, second } = splitText(text, options.editors.get(cellId)?.cursor() ?? text.length);
        const index = note.cellIds.indexOf(cellId) + 1;
        const adding = connection.request('insert-cell', { noteId: note.id, index, text: second });
        // The lower half is safe before it leaves the upper one.
        const reply = await attempt('The cell could not be split', adding);
        if (reply !== undefined) {
          drafts.type(cellId, first);
          ui.setState({ focusedCell: reply.cellId, openEditor: reply.cellId });
        }
      }),
    mergeWithBelow: (cellId) =>
      inNote(async (note) => {
        const belowId = note.cellIds[note.cellIds.indexOf(cellId) + 1];
        if (belowId !== undefined) {
          await merge(note.id, cellId, belowId);
        }
      }),
  };
}

/** A few words that tell one cell from another. */
function nameOf(text: string, title: string | undefined): string {
  const words = title ?? splitParagraph(text).body.split('\n')[0]?.trim() ?? '';
  return words === '' ? 'empty cell' : words.length > 40 ? `${words.slice(0, 39)}…` : words;
}
