import { Fragment, useRef } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { NoteForms } from '../forms/note-forms.tsx';
import { FirstSteps, MissingNote } from '../notes/first-steps.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useNarrow } from '../ui/use-narrow.ts';
import { CellSlot } from './cell-slot.tsx';
import { DropLine } from './drag/drop-line.tsx';
import { InsertLine } from './insert-line.tsx';
import { OrderKeeper } from './order-keeper.tsx';

/** Under this many pixels cells stand one below the other, whatever their width. */
const ROOM_FOR_TWO = 720;

export function NoteView() {
  const open = useStore(studio.notes, (state) => state.open);
  const missing = useStore(studio.notes, (state) => state.missing);
  const note = useRef<HTMLElement>(null);
  const narrow = useNarrow(note, ROOM_FOR_TWO);
  return (
    <main ref={note} className="note" id="note" aria-label="Note" data-testid="note" data-narrow={narrow}>
      <ErrorBoundary what="This note" of={open?.id}>
        {open === null ? (
          <NoNote missing={missing} />
        ) : (
          <Fragment key={open.id}>
            <NoteForms />
            <OrderKeeper order={open.cellIds}>
              {open.cellIds.map((cellId, index) => (
                <CellSlot key={cellId} cellId={cellId} index={index} last={index === open.cellIds.length - 1} />
              ))}
              <DropLine />
              {open.cellIds.length === 0 && (
                <div className="empty-note">
                  <h1>An empty note</h1>
                  <p>Begin with a query over a stream, or with a few words.</p>
                  <InsertLine index={0} last={true} />
                </div>
              )}
            </OrderKeeper>
          </Fragment>
        )}
      </ErrorBoundary>
      <Announcer />
    </main>
  );
}

/** What was done, said to those who cannot see it. */
function Announcer() {
  const announcement = useStore(studio.ui, (ui) => ui.announcement);
  return (
    <p className="visually-hidden" role="status" data-testid="announcement">
      {announcement}
    </p>
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
        <MissingNote />
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
      <FirstSteps />
    </div>
  );
}
