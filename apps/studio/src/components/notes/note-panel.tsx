import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import {
  buildNoteTree,
  type NoteFolder,
  type NoteLeaf,
  type NoteTreeNode,
  searchNotes,
} from '../../core/notes/note-tree.ts';
import { hashOfNote } from '../../core/notes/route.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';

export function NotePanel() {
  const notes = useStore(studio.notes, (state) => state.notes);
  const [search, setSearch] = useState('');
  const found = useMemo(() => searchNotes(notes ?? [], search), [notes, search]);
  const tree = useMemo(() => buildNoteTree(found), [found]);
  return (
    <>
      <h2 className="side-title">
        Notes
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
      </h2>
      <input
        type="search"
        className="search-field"
        placeholder="Search notes"
        aria-label="Search notes"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul aria-label="Notes" className="tree" data-testid="note-tree">
        <TreeNodes nodes={tree} level={1} unfold={search !== ''} />
      </ul>
      {notes === null && <p className="side-hint">Reading the notes…</p>}
      {notes !== null && found.length === 0 && (
        <p className="side-hint">
          {search === '' ? 'No notes yet. The + above makes one.' : 'No note has these words in its path.'}
        </p>
      )}
    </>
  );
}

interface TreeNodesProps {
  readonly nodes: readonly NoteTreeNode[];
  readonly level: number;
  readonly unfold: boolean;
}

function TreeNodes({ nodes, level, unfold }: TreeNodesProps) {
  return nodes.map((node) =>
    node.kind === 'folder' ? (
      <FolderRow key={node.path} folder={node} level={level} unfold={unfold} />
    ) : (
      <NoteRow key={node.note.id} leaf={node} level={level} />
    ),
  );
}

function FolderRow({ folder, level, unfold }: { folder: NoteFolder; level: number; unfold: boolean }) {
  const [folded, setFolded] = useState(false);
  const open = unfold || !folded;
  return (
    <li>
      <button
        type="button"
        className="tree-row"
        style={indent(level)}
        aria-expanded={open}
        onClick={() => setFolded(open)}
      >
        <span className={`twist${open ? ' open' : ''}`}>
          <Icon name="chevron" size={12} />
        </span>
        {folder.name}
      </button>
      {open && (
        <ul>
          <TreeNodes nodes={folder.children} level={level + 1} unfold={unfold} />
        </ul>
      )}
    </li>
  );
}

function NoteRow({ leaf, level }: { leaf: NoteLeaf; level: number }) {
  const current = useStore(studio.notes, (state) => state.wanted === leaf.note.id);
  return (
    <li className={`tree-row note-row${current ? ' on' : ''}`} data-testid="note-row">
      <a
        href={hashOfNote(leaf.note.id)}
        aria-current={current ? 'page' : undefined}
        style={indent(level, 16)}
        title={leaf.note.path}
        onClick={() => studio.ui.setState({ sideDrawer: false })}
      >
        {leaf.name}
      </a>
      {leaf.note.liveCells > 0 && (
        <span className="tree-live" title={`${leaf.note.liveCells} live`}>
          <span className="dot" /> {leaf.note.liveCells}
        </span>
      )}
      <button
        type="button"
        className="icon-button small on-hover"
        aria-label={`Delete ${leaf.name}`}
        title="Delete (can be undone)"
        onClick={() => void studio.noteActions.delete(leaf.note.id)}
      >
        <Icon name="trash" size={13} />
      </button>
    </li>
  );
}

function indent(level: number, extra = 0): { paddingLeft: number } {
  return { paddingLeft: 14 + (level - 1) * 16 + extra };
}
