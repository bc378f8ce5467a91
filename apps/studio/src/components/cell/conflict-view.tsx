import { useStore } from 'zustand';
import { studio } from '../../page.ts';

/** The same cell, saved elsewhere while it was being edited here: both texts, side by side, and the choice. */
export function ConflictView({ cellId }: { cellId: string }) {
  const mine = useStore(studio.drafts.store, (drafts) => drafts.documents[cellId]?.text);
  const theirs = useStore(studio.drafts.store, (drafts) => drafts.documents[cellId]?.conflict?.text);
  if (theirs === undefined || mine === undefined) {
    return null;
  }
  return (
    <section className="conflict" aria-label="Two versions of this cell" data-testid="conflict">
      <p>This cell was also changed elsewhere. Nothing is lost: choose which text goes on.</p>
      <div className="conflict-sides">
        <Side title="Mine" text={mine} action="Keep mine" run={() => studio.drafts.keepMine(cellId)} />
        <Side title="Theirs" text={theirs} action="Take theirs" run={() => studio.drafts.takeTheirs(cellId)} />
      </div>
    </section>
  );
}

interface SideProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly run: () => void;
}

function Side({ title, text, action, run }: SideProps) {
  return (
    <div className="conflict-side">
      <div className="conflict-head">
        <b>{title}</b>
        <button type="button" className="button" onClick={run}>
          {action}
        </button>
      </div>
      <pre>{text}</pre>
    </div>
  );
}
