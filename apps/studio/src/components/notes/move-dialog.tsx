import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { moveTargets } from '../../core/notes/folders.ts';
import type { TreeEntry } from '../../core/notes/note-dialogs.ts';
import { splitPath } from '../../core/notes/paths.ts';
import { studio } from '../../page.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';

interface MoveDialogProps {
  readonly entry: TreeEntry;
  readonly onClose: () => void;
}

/** Chooses the folder to move a note or folder to, by a few letters; words that fit no folder make one. */
export function MoveDialog({ entry, onClose }: MoveDialogProps) {
  const notes = useStore(studio.notes, (state) => state.notes);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const targets = useMemo(() => moveTargets(notes ?? [], entry, typed), [notes, entry, typed]);
  const label = `Move ‘${splitPath(entry.path).name}’ to …`;

  function move(folder: string | undefined): void {
    if (folder !== undefined) {
      onClose();
      void studio.files.moveInto(entry, folder);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      move(targets[chosen]?.folder);
    } else if (event.key === 'ArrowDown') {
      setChosen(Math.min(targets.length - 1, chosen + 1));
    } else if (event.key === 'ArrowUp') {
      setChosen(Math.max(0, chosen - 1));
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <Dialog label={label} className="palette" onClose={onClose}>
      <input
        className="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={`${listId}-${chosen}`}
        aria-label={label}
        placeholder={`${label} type a folder, or a new one`}
        data-testid="move-field"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label="Folders" className="palette-list">
        {targets.map(({ folder, isNew }, i) => (
          <button
            key={`${folder} ${isNew}`}
            id={`${listId}-${i}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            className={i === chosen ? 'palette-row on' : 'palette-row'}
            onClick={() => move(folder)}
          >
            <Icon name={isNew ? 'plus' : 'folder'} size={14} />
            <span>{targetWords(folder, isNew)}</span>
          </button>
        ))}
      </div>
    </Dialog>
  );
}

function targetWords(folder: string, isNew: boolean): string {
  const words = folder.slice(1).split('/').join(' / ');
  return isNew ? `New folder ‘${words}’` : folder === '' ? 'The top, in no folder' : words;
}
