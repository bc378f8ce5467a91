import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { NoteForms } from '../forms/note-forms.tsx';
import { CellBox } from './cell-box.tsx';
import { InsertLine } from './insert-line.tsx';

export function NoteView() {
  const open = useStore(studio.notes, (state) => state.open);
  const missing = useStore(studio.notes, (state) => state.missing);
  return (
    <main className="note" id="note" aria-label="Note" data-testid="note">
      {open === null ? (
        <NoNote missing={missing} />
      ) : (
        <div key={open.id}>
          <NoteForms />
          {open.cellIds.map((cellId, index) => (
            <div key={cellId}>
              <CellBox cellId={cellId} index={index} />
              <InsertLine index={index + 1} last={index === open.cellIds.length - 1} />
            </div>
          ))}
          {open.cellIds.length === 0 && (
            <div className="empty-note">
              <h1>An empty note</h1>
              <p>Begin with a query over a stream, or with a few words.</p>
              <InsertLine index={0} last={true} />
            </div>
          )}
        </div>
      )}
    </main>
  );
}

function NoNote({ missing }: { missing: string | null }) {
  const wanted = useStore(studio.notes, (state) => state.wanted);
  const listed = useStore(studio.notes, (state) => state.notes);
  const met = useStore(studio.connection, (state) => state.met);
  if (missing !== null) {
    return (
      <div className="empty-note">
        <h1>This note is not here</h1>
        <p>{missing}</p>
      </div>
    );
  }
  if (!met || listed === null || wanted !== null) {
    return <p className="empty-note quiet">{met ? 'Opening the note…' : 'Connecting to the server…'}</p>;
  }
  return (
    <div className="empty-note">
      <h1>No notes yet</h1>
      <p>A note holds queries, their live results, and words beside them.</p>
      <button type="button" className="button go" onClick={() => studio.commands.get('new-note')?.run()}>
        New note
      </button>
    </div>
  );
}
