import { useMemo } from 'react';
import { useStore } from 'zustand';
import { splitPath } from '../../core/notes/paths.ts';
import { recentNotes } from '../../core/notes/recent-notes.ts';
import { hashOfNote } from '../../core/notes/route.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';

/** The notes shown last in this browser, above the tree; nothing while the tree is short. */
export function RecentList() {
  const notes = useStore(studio.notes, (state) => state.notes);
  const current = useStore(studio.notes, (state) => state.wanted);
  const ids = useStore(studio.recent.store);
  const recent = useMemo(() => recentNotes(notes ?? [], ids, current), [notes, ids, current]);
  if (recent.length === 0) {
    return null;
  }
  return (
    <nav className="recent" aria-label="Recent notes" data-testid="recent-notes">
      <h3 className="side-title">Recent</h3>
      <ul>
        {recent.map((note) => (
          <li key={note.id} className="tree-row note-row">
            <a className="recent-note" href={hashOfNote(note.id)} title={note.path}>
              <Icon name="clock" size={12} /> {splitPath(note.path).name}
            </a>
          </li>
        ))}
      </ul>
      <h3 className="side-title">All</h3>
    </nav>
  );
}
