import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { buildNoteTree, searchNotes } from '../../core/notes/note-tree.ts';
import { studio } from '../../page.ts';
import { commandEntries } from '../ui/command-entries.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { RecentList } from './recent-list.tsx';
import { NoteTree } from './tree/note-tree.tsx';

export function NotePanel() {
  const notes = useStore(studio.notes, (state) => state.notes);
  const [search, setSearch] = useState('');
  const found = useMemo(() => searchNotes(notes ?? [], search), [notes, search]);
  const tree = useMemo(() => buildNoteTree(found), [found]);
  return (
    <>
      <h2 className="side-title">
        Notes
        <span className="side-actions">
          <button
            type="button"
            className="icon-button small"
            aria-label="New note"
            title="New note"
            data-testid="new-note"
            onClick={() => studio.commands.get('new-note')?.run()}
          >
            <Icon name="plus" size={14} />
          </button>
          <Menu
            label="More ways to make a note"
            align="right"
            buttonClass="icon-button small"
            testId="more-notes"
            button={<Icon name="dots" size={14} />}
            entries={() =>
              commandEntries([
                [
                  ['new-note', 'New note'],
                  ['new-from-example', 'New note from example …'],
                  ['import-notes', 'Import files …'],
                ],
              ])
            }
          />
        </span>
      </h2>
      <input
        type="search"
        className="search-field"
        placeholder="Search notes"
        aria-label="Search notes"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {search === '' && <RecentList />}
      <NoteTree nodes={tree} unfold={search !== ''} />
      {notes === null && <p className="side-hint">Reading the notes…</p>}
      {notes?.length === 0 && (
        <p className="side-hint">No notes yet. The + above makes one; files dropped on the page become notes.</p>
      )}
      {notes !== null && notes.length > 0 && found.length === 0 && (
        <p className="side-hint">No note has these words in its path.</p>
      )}
    </>
  );
}
