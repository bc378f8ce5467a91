import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { plural } from '../../../core/format/number.ts';
import { splitPath } from '../../../core/notes/paths.ts';
import { revisionWords } from '../../../core/notes/revision-actions.ts';
import { hashOfNote } from '../../../core/notes/route.ts';
import { studio } from '../../../page.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import { RevisionView } from './revision-view.tsx';

interface RevisionDialogProps {
  readonly noteId: string;
  readonly onClose: () => void;
}

/** The revisions of a note: chosen on the left, looked at, compared and restored on the right. */
export function RevisionDialog({ noteId, onClose }: RevisionDialogProps) {
  const open = useStore(studio.notes, (state) => state.open);
  const revisions = useStore(studio.revisions.store, (state) => (state.noteId === noteId ? state.revisions : null));
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    // Comparing with now needs the note to be the one in view.
    if (studio.notes.getState().open?.id !== noteId) {
      location.hash = hashOfNote(noteId);
    }
    void studio.revisions.load(noteId);
  }, [noteId]);
  const current = revisions?.find(({ id }) => id === chosen) ?? revisions?.[0];
  const name = open?.id === noteId ? splitPath(open.path).name : '';

  return (
    <Dialog label={`Revisions of ${name}`} className="revision-dialog" onClose={onClose}>
      <header className="revision-head">
        <h2>Revisions of {name}</h2>
        <button
          type="button"
          className="button"
          onClick={() => studio.noteDialogs.setState({ dialog: { kind: 'save-revision', noteId } })}
        >
          Save a revision …
        </button>
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      </header>
      <div className="revision-body">
        <ul className="revision-list" aria-label="Revisions, newest first" data-testid="revision-list">
          {revisions?.map((revision) => (
            <li key={revision.id}>
              <button
                type="button"
                className={`revision${revision.id === current?.id ? ' on' : ''}`}
                aria-pressed={revision.id === current?.id}
                data-testid="revision"
                onClick={() => setChosen(revision.id)}
              >
                <b className={revision.reason === 'saved' ? '' : 'quiet'}>{revisionWords(revision)}</b>
                <span>
                  <Moment at={revision.at} /> · {plural(revision.cells, 'cell')}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {revisions === null && <p className="side-hint">Reading the revisions…</p>}
        {revisions?.length === 0 && (
          <div className="revision-empty">
            <p>
              No revisions yet. One is kept before all cells are run, before a new piece of work after five minutes of
              quiet, and whenever you save one.
            </p>
          </div>
        )}
        {revisions !== null && current !== undefined && (
          <RevisionView key={current.id} noteId={noteId} revision={current} all={revisions} onRestored={onClose} />
        )}
      </div>
    </Dialog>
  );
}
