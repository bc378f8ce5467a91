import { useStore } from 'zustand';
import { studio } from '../../page.ts';

/** Ways to a first note. */
export function FirstSteps() {
  const run = (command: 'new-note' | 'new-from-example' | 'import-notes') => () => studio.commands.get(command)?.run();
  return (
    <p className="first-steps">
      <button type="button" className="button go" onClick={run('new-note')}>
        New note
      </button>
      <button type="button" className="button" onClick={run('new-from-example')}>
        New from example …
      </button>
      <button type="button" className="button" onClick={run('import-notes')}>
        Import files …
      </button>
    </p>
  );
}

/** A note that was deleted, here or elsewhere, can be brought back for as long as it is in the trash. */
export function MissingNote() {
  const wanted = useStore(studio.notes, (state) => state.wanted);
  const deleted = useStore(studio.notes, (state) => state.missing === 'This note has been deleted.');
  if (wanted === null || !deleted) {
    return null;
  }
  return (
    <button type="button" className="button" onClick={() => void bringBack(wanted)}>
      Bring it back
    </button>
  );
}

async function bringBack(noteId: string): Promise<void> {
  const restoring = studio.line.request('restore-notes', { noteIds: [noteId] });
  if ((await studio.noteActions.attempt('The note could not be brought back', restoring)) !== undefined) {
    await studio.noteActions.open(noteId);
  }
}
