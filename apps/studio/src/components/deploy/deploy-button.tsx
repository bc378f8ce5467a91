import { useStore } from 'zustand';
import { studio } from '../../page.ts';

/** Only where a note is open: what is deployed is the note in view. */
export function DeployButton() {
  const noteId = useStore(studio.notes, (state) => state.open?.id ?? null);
  return noteId === null ? null : (
    <button type="button" className="button" data-testid="deploy" onClick={() => studio.deploy()}>
      Deploy
    </button>
  );
}
