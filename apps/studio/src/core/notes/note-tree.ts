import type { NoteSummary } from '@riffle/protocol';
import { splitPath } from './paths.ts';

export interface NoteFolder {
  readonly kind: 'folder';
  readonly name: string;
  /** `/Tour/Basics` */
  readonly path: string;
  readonly children: readonly NoteTreeNode[];
}

export interface NoteLeaf {
  readonly kind: 'note';
  readonly name: string;
  readonly note: NoteSummary;
}

export type NoteTreeNode = NoteFolder | NoteLeaf;

interface Branch {
  readonly path: string;
  readonly folders: Map<string, Branch>;
  readonly notes: NoteLeaf[];
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;

/** Folders first, then notes, each by name. */
export function buildNoteTree(notes: readonly NoteSummary[]): NoteTreeNode[] {
  const root: Branch = { path: '', folders: new Map(), notes: [] };
  for (const note of notes) {
    const { folders, name } = splitPath(note.path);
    const branch = folders.reduce(enter, root);
    branch.notes.push({ kind: 'note', name: name === '' ? note.id : name, note });
  }
  return childrenOf(root);
}

function enter(branch: Branch, folder: string): Branch {
  const known = branch.folders.get(folder);
  if (known !== undefined) {
    return known;
  }
  const made: Branch = { path: `${branch.path}/${folder}`, folders: new Map(), notes: [] };
  branch.folders.set(folder, made);
  return made;
}

function childrenOf(branch: Branch): NoteTreeNode[] {
  const folders = [...branch.folders].map(
    ([name, inner]): NoteFolder => ({ kind: 'folder', name, path: inner.path, children: childrenOf(inner) }),
  );
  folders.sort((a, b) => byName(a.name, b.name));
  const notes = [...branch.notes].sort((a, b) => byName(a.name, b.name));
  return [...folders, ...notes];
}

/** Notes whose path holds every word of the search, whatever its letter case. */
export function searchNotes(notes: readonly NoteSummary[], search: string): NoteSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return notes.filter((note) => {
    const path = note.path.toLowerCase();
    return words.every((word) => path.includes(word));
  });
}

/** The note to show when none is asked for: the one shown last, else the one changed last. */
export function noteToOpen(notes: readonly NoteSummary[], last: string | null): NoteSummary | undefined {
  const known = notes.find((note) => note.id === last);
  return known ?? [...notes].sort((a, b) => b.updatedAt - a.updatedAt)[0];
}
