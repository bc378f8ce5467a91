import type { NoteSummary } from '@riffle/protocol';
import type { TreeEntry } from './note-dialogs.ts';
import { splitPath } from './paths.ts';

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;

/** Every folder notes are in, and the folders those are in, by name. */
export function allFolders(notes: readonly NoteSummary[]): string[] {
  const folders = new Set<string>();
  for (const { path } of notes) {
    const parts = splitPath(path).folders;
    for (let i = 1; i <= parts.length; i++) {
      folders.add(`/${parts.slice(0, i).join('/')}`);
    }
  }
  return [...folders].sort(byName);
}

/** Where an entry can be moved: folders that fit the words typed, the top (empty), and a new one of the words themselves. */
export function moveTargets(
  notes: readonly NoteSummary[],
  entry: TreeEntry,
  typed: string,
): { readonly folder: string; readonly isNew: boolean }[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const { folders: own } = splitPath(entry.path);
  const home = own.length === 0 ? '' : `/${own.join('/')}`;
  const all = allFolders(notes);
  const fits = ['', ...all].filter(
    (folder) =>
      folder !== home &&
      !(entry.kind === 'folder' && `${folder}/`.startsWith(`${entry.path}/`)) &&
      words.every((word) => folder.toLowerCase().includes(word)),
  );
  const named = `/${splitPath(`${typed}/x`)
    .folders.map((part) => part.trim())
    .join('/')}`;
  const isNew = named !== '/' && !all.includes(named);
  return [...fits.map((folder) => ({ folder, isNew: false })), ...(isNew ? [{ folder: named, isNew: true }] : [])];
}
