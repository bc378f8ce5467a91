import { freeNotePath } from '@riffle/note-model';
import { staleCells } from '../insight/run-again.ts';
import type { Studio } from '../studio.ts';
import { type Command, section } from './command.ts';
import { noteFileEntries } from './note-file-entries.ts';

/** What one does with the note that is open. */
export function noteCommands(studio: Studio): Command[] {
  const { notes, noteActions, ui, cells, drafts } = studio;
  const hasCells = (): boolean => (notes.getState().open?.cellIds.length ?? 0) > 0;
  const stale = (): string[] => staleCells(notes.getState(), studio.insight.store.getState());
  const isOpen = (): boolean => notes.getState().open !== null;
  const withNote = (act: (noteId: string) => unknown) => (): void => {
    const { open } = notes.getState();
    if (open !== null) {
      act(open.id);
    }
  };
  return section('Note', {
    'run-all': ['Run all cells', [() => void cells.runAll(), isOpen]],
    'run-stale': ['Run stale cells', [() => void studio.insight.runAgain(stale()), () => stale().length > 0]],
    'stop-all': ['Stop all cells', [() => void cells.stopAll(), () => studio.liveCells() > 0]],
    'hide-all-code': ['Hide all code', [() => void cells.patchAll({ editorHidden: true }), hasCells]],
    'show-all-code': ['Show all code', [() => void cells.patchAll({ editorHidden: false }), hasCells]],
    'hide-all-output': ['Hide all outputs', [() => void cells.patchAll({ outputHidden: true }), hasCells]],
    'show-all-output': ['Show all outputs', [() => void cells.patchAll({ outputHidden: false }), hasCells]],
    'fold-all': ['Fold all cells', [() => void cells.patchAll({ editorHidden: true, outputHidden: true }), hasCells]],
    'unfold-all': [
      'Unfold all cells',
      [() => void cells.patchAll({ editorHidden: false, outputHidden: false }), hasCells],
    ],
    'clear-all-output': [
      'Clear all outputs',
      [() => void cells.clearAll(), () => Object.values(notes.getState().cells).some((cell) => cell.run !== null)],
    ],
    save: ['Save now', [() => void drafts.flushAll(), isOpen]],
    'new-note': ['New note', [() => void newNote(studio)]],
    'rename-note': ['Rename or move note …', [() => ui.setState({ renaming: true }), isOpen]],
    'delete-note': ['Delete note', [withNote((id) => noteActions.delete(id)), isOpen]],
    ...noteFileEntries(studio, withNote, isOpen),
    'restart-interpreter': ['Restart the interpreter', [() => void studio.restartInterpreter()]],
  });
}

async function newNote(studio: Studio): Promise<void> {
  const taken = (studio.notes.getState().notes ?? []).map((note) => note.path);
  const noteId = await studio.noteActions.create(freeNotePath('/Untitled note', taken));
  if (noteId !== undefined) {
    studio.ui.setState({ renaming: true, focusedCell: null });
  }
}
