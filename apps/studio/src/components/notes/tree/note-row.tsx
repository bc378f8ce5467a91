import { useStore } from 'zustand';
import { entryKey, type TreeEntry } from '../../../core/notes/note-dialogs.ts';
import type { NoteLeaf } from '../../../core/notes/note-tree.ts';
import { hashOfNote } from '../../../core/notes/route.ts';
import { studio } from '../../../page.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { beginDrag, endDrag } from './drag.ts';
import { indent } from './indent.ts';
import { RenameField } from './rename-field.tsx';

export function NoteRow({ leaf, level }: { leaf: NoteLeaf; level: number }) {
  const { note, name } = leaf;
  const entry: TreeEntry = { kind: 'note', noteId: note.id, path: note.path };
  const current = useStore(studio.notes, (state) => state.wanted === note.id);
  const renaming = useStore(studio.noteDialogs, (state) => state.renaming === entryKey(entry));
  const rename = (): void => studio.noteDialogs.setState({ renaming: entryKey(entry) });
  return (
    <li
      className={`tree-row note-row${current ? ' on' : ''}`}
      data-testid="note-row"
      draggable={!renaming}
      onDragStart={(event) => beginDrag(event, entry)}
      onDragEnd={endDrag}
    >
      {renaming ? (
        <RenameField entry={entry} level={level + 1} />
      ) : (
        <a
          href={hashOfNote(note.id)}
          aria-current={current ? 'page' : undefined}
          style={indent(level, 16)}
          title={note.path}
          draggable={false}
          data-tree-focus={entryKey(entry)}
          onClick={() => studio.ui.setState({ sideDrawer: false })}
          onKeyDown={(event) => {
            if (event.key === 'F2') {
              rename();
            } else if (event.key === 'Delete') {
              void studio.noteActions.delete(note.id);
            } else {
              return;
            }
            event.preventDefault();
          }}
        >
          {name}
        </a>
      )}
      {note.liveCells > 0 && (
        <span className="tree-live" title={`${note.liveCells} live`}>
          <span className="dot" /> {note.liveCells}
        </span>
      )}
      <NoteRowMenu entry={entry} noteId={note.id} name={name} rename={rename} />
    </li>
  );
}

interface NoteRowMenuProps {
  readonly entry: TreeEntry;
  readonly noteId: string;
  readonly name: string;
  readonly rename: () => void;
}

function NoteRowMenu({ entry, noteId, name, rename }: NoteRowMenuProps) {
  const { files, noteActions, noteDialogs } = studio;
  return (
    <Menu
      label={`More for ${name}`}
      align="right"
      buttonClass="icon-button small on-hover"
      button={<Icon name="dots" size={14} />}
      testId="note-row-menu"
      entries={() => [
        { title: 'Rename …', hint: 'F2', run: rename },
        { title: 'Move to …', run: () => noteDialogs.setState({ dialog: { kind: 'move', entry } }) },
        { title: 'Make a copy', run: () => void files.clone(noteId) },
        {
          title: 'Revisions …',
          separated: true,
          run: () => noteDialogs.setState({ dialog: { kind: 'revisions', noteId } }),
        },
        { title: 'Export as .zpln', separated: true, run: () => void files.exportNote(noteId, 'zpln') },
        { title: 'Export as .ipynb', run: () => void files.exportNote(noteId, 'ipynb') },
        { title: 'Export as .sql', run: () => void files.exportNote(noteId, 'sql') },
        { title: 'Delete', hint: 'Del', danger: true, separated: true, run: () => void noteActions.delete(noteId) },
      ]}
    />
  );
}
