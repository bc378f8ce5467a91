import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { isAvailable } from '../../core/commands/available.ts';
import { searchEntries } from '../../core/commands/search.ts';
import { chordText } from '../../core/keys/chord.ts';
import { chordFor } from '../../core/keys/keymap.ts';
import { latestFirst } from '../../core/notes/recent-notes.ts';
import { hashOfNote } from '../../core/notes/route.ts';
import { isMac, studio } from '../../page.ts';
import { Dialog } from '../ui/dialog.tsx';

interface Entry {
  readonly key: string;
  readonly title: string;
  readonly section: string;
  readonly chord: string | undefined;
  readonly run: () => void;
}

/** Everything one can do or open, found by a few letters. */
export function Palette() {
  const notes = useStore(studio.notes, (state) => state.notes);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const recent = useStore(studio.recent.store);
  const all = useMemo(() => [...commandEntries(), ...noteEntries(latestFirst(notes ?? [], recent))], [notes, recent]);
  const found = useMemo(() => searchEntries(all, search), [all, search]);
  const close = (): void => studio.ui.setState({ dialog: null });

  function run(entry: Entry | undefined): void {
    if (entry !== undefined) {
      close();
      // The dialog gives the focus back first; the command may move it on.
      setTimeout(entry.run);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      run(found[chosen]);
    } else if (event.key === 'ArrowDown') {
      setChosen(Math.min(found.length - 1, chosen + 1));
    } else if (event.key === 'ArrowUp') {
      setChosen(Math.max(0, chosen - 1));
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <Dialog label="Search or run a command" className="palette" onClose={close}>
      <input
        className="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={`${listId}-${chosen}`}
        aria-label="Search or run a command"
        placeholder="Search or run a command"
        data-testid="palette-field"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Commands" className="palette-list">
        {found.map((entry, i) => (
          <button
            key={entry.key}
            id={`${listId}-${i}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            className={i === chosen ? 'palette-row on' : 'palette-row'}
            ref={(row) => {
              if (i === chosen) {
                row?.scrollIntoView({ block: 'nearest' });
              }
            }}
            onClick={() => run(entry)}
          >
            <span className="palette-section">{entry.section}</span>
            <span>{entry.title}</span>
            {entry.chord !== undefined && <kbd className="kbd">{chordText(entry.chord, isMac)}</kbd>}
          </button>
        ))}
        {found.length === 0 && <p className="side-hint">No command or note fits.</p>}
      </div>
    </Dialog>
  );
}

function commandEntries(): Entry[] {
  return [...studio.commands.values()]
    .filter((command) => command.id !== 'palette' && isAvailable(command, studio.ui))
    .map((command) => ({
      key: command.id,
      title: command.title,
      section: command.section,
      chord: chordFor(command.id),
      run: command.run,
    }));
}

function noteEntries(notes: readonly { id: string; path: string }[]): Entry[] {
  return notes.map((note) => ({
    key: `note-${note.id}`,
    title: note.path.slice(1),
    section: 'Open',
    chord: undefined,
    run: () => {
      location.hash = hashOfNote(note.id);
    },
  }));
}
