import type { Connection } from '../connection/connection.ts';
import type { Drafts } from '../drafts/draft-store.ts';
import type { EditorHandle, Handles } from '../editors/handles.ts';
import type { SettingsChoice } from '../settings/settings.ts';
import type { UiStore } from '../ui/ui-store.ts';
import type { FocusCell } from './cell-focus.ts';
import type { NoteActions } from './note-actions.ts';
import type { NoteStore, OpenNote } from './note-store.ts';

/** What actions on cells need of the studio. */
export interface CellActionOptions {
  readonly connection: Pick<Connection, 'request'>;
  readonly notes: NoteStore;
  readonly drafts: Drafts;
  readonly ui: UiStore;
  readonly editors: Handles<EditorHandle>;
  readonly focusCell: FocusCell;
  readonly attempt: NoteActions['attempt'];
  readonly deleteWithUndo: NoteActions['deleteWithUndo'];
  readonly problem: (text: string) => void;
  /** Cells with those that have to run before them, as they make what is no longer there. */
  readonly withMakers: (cellIds: readonly string[]) => Promise<string[]>;
  /** Settles when the server has every value typed into a form. */
  readonly valuesSent: () => Promise<void>;
  readonly runOptions: SettingsChoice['runOptions'];
  /** Runs `work` later; the returned function calls it off. */
  readonly schedule: (work: () => void, millis: number) => () => void;
}

/** Does something with the note that is open; nothing when none is. */
export function inOpenNote(notes: NoteStore) {
  return <T>(act: (note: OpenNote) => Promise<T>): Promise<T | undefined> => {
    const { open } = notes.getState();
    return open === null ? Promise.resolve(undefined) : act(open);
  };
}
