import { freeNotePath } from '@riffle/note-model';
import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { entryKey, type TreeEntry } from '../../../core/notes/note-dialogs.ts';
import type { NoteFolder } from '../../../core/notes/note-tree.ts';
import { studio } from '../../../page.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { beginDrag, dropOn, endDrag, leaveFolder, overFolder } from './drag.ts';
import { indent } from './indent.ts';
import { RenameField } from './rename-field.tsx';

interface FolderRowProps {
  readonly folder: NoteFolder;
  readonly level: number;
  readonly unfold: boolean;
  /** The rows in it, shown while it is open. */
  readonly children: ReactNode;
}

export function FolderRow({ folder, level, unfold, children }: FolderRowProps) {
  const [folded, setFolded] = useState(false);
  const open = unfold || !folded;
  const entry: TreeEntry = { kind: 'folder', path: folder.path };
  const renaming = useStore(studio.noteDialogs, (state) => state.renaming === entryKey(entry));
  const target = useStore(studio.noteDialogs, (state) => state.dropFolder === folder.path);
  const { path } = folder;
  return (
    <li>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging has its way by key, “Move to …” in the menu */}
      <div
        className={`tree-row folder-row${target ? ' drop-here' : ''}`}
        data-testid="folder-row"
        draggable={!renaming}
        onDragStart={(event) => beginDrag(event, entry)}
        onDragEnd={endDrag}
        onDragOver={(event) => overFolder(event, path)}
        onDragLeave={leaveFolder}
        onDrop={(event) => dropOn(event, path)}
      >
        {renaming ? (
          <RenameField entry={entry} level={level} />
        ) : (
          <button
            type="button"
            className="folder-name"
            style={indent(level)}
            aria-expanded={open}
            data-tree-focus={entryKey(entry)}
            onClick={() => setFolded(open)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
                setFolded(event.key === 'ArrowLeft');
              } else if (event.key === 'F2') {
                studio.noteDialogs.setState({ renaming: entryKey(entry) });
              } else if (event.key === 'Delete') {
                void studio.files.deleteFolder(path);
              } else {
                return;
              }
              event.preventDefault();
            }}
          >
            <span className={`twist${open ? ' open' : ''}`}>
              <Icon name="chevron" size={12} />
            </span>
            <span className="tree-text">{folder.name}</span>
          </button>
        )}
        <FolderMenu entry={entry} name={folder.name} />
      </div>
      {open && <ul>{children}</ul>}
    </li>
  );
}

function FolderMenu({ entry, name }: { readonly entry: TreeEntry; readonly name: string }) {
  const { noteDialogs, files } = studio;
  return (
    <Menu
      label={`More for the folder ${name}`}
      align="right"
      buttonClass="icon-button small on-hover"
      button={<Icon name="dots" size={14} />}
      entries={() => [
        { title: 'New note in it', run: () => void newNoteIn(entry.path) },
        { title: 'Import files into it …', run: () => void studio.pickAndImport(entry.path) },
        {
          title: 'Rename …',
          hint: 'F2',
          separated: true,
          run: () => noteDialogs.setState({ renaming: entryKey(entry) }),
        },
        { title: 'Move to …', run: () => noteDialogs.setState({ dialog: { kind: 'move', entry } }) },
        {
          title: 'Delete the folder and its notes',
          danger: true,
          separated: true,
          run: () => void files.deleteFolder(entry.path),
        },
      ]}
    />
  );
}

async function newNoteIn(folder: string): Promise<void> {
  const taken = (studio.notes.getState().notes ?? []).map((note) => note.path);
  await studio.noteActions.create(freeNotePath(`${folder}/Untitled note`, taken));
}
