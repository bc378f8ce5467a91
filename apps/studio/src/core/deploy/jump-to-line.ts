import type { EditorHandle, Handles } from '../editors/handles.ts';
import type { NoteStore } from '../notes/note-store.ts';
import type { UiStore } from '../ui/ui-store.ts';

export interface JumpParts {
  readonly notes: NoteStore;
  readonly ui: UiStore;
  readonly editors: Handles<EditorHandle>;
  readonly later: (work: () => void, millis: number) => void;
  /** Shows the code of a cell that hides it. */
  readonly showCode: (cellId: string) => Promise<unknown>;
}

const EDITOR_TIME_MS = 60;

/** Puts the cursor into a paragraph of the note, counted from 1, at a line of its text, from 1 as well. */
export async function jumpToLine(parts: JumpParts, paragraph: number, line: number): Promise<void> {
  const { notes, ui, editors, later, showCode } = parts;
  const cellId = notes.getState().open?.cellIds[paragraph - 1];
  const cell = notes.getState().cells[cellId ?? ''];
  if (cellId === undefined || cell === undefined) {
    return;
  }
  if (cell.editorHidden) {
    await showCode(cellId);
  }
  later(() => {
    ui.setState({ openEditor: cellId });
    // The editor is there once the page has drawn it.
    later(() => editors.get(cellId)?.reveal(line, 1), EDITOR_TIME_MS);
  }, 0);
}
