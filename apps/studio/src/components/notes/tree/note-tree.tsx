import { type DragEvent, type KeyboardEvent, useRef } from 'react';
import { useStore } from 'zustand';
import type { NoteTreeNode } from '../../../core/notes/note-tree.ts';
import { studio } from '../../../page.ts';
import { dropOn, leaveFolder, overFolder } from './drag.ts';
import { FolderRow } from './folder-row.tsx';
import { NoteRow } from './note-row.tsx';

interface NoteTreeProps {
  readonly nodes: readonly NoteTreeNode[];
  /** Every folder open, since a search looks through all. */
  readonly unfold: boolean;
}

/**
 * The notes in their folders. Arrow keys go through the rows, F2 renames, Delete deletes, and what is dragged onto a folder
 * or below the rows moves there.
 */
export function NoteTree({ nodes, unfold }: NoteTreeProps) {
  const tree = useRef<HTMLUListElement>(null);
  const atTop = useStore(studio.noteDialogs, (state) => state.dropFolder === '');
  return (
    <ul
      ref={tree}
      aria-label="Notes"
      className={`tree${atTop ? ' drop-here' : ''}`}
      data-testid="note-tree"
      data-own-keys
      onKeyDown={(event) => stepThrough(tree.current, event)}
      onDragOver={(event: DragEvent) => overFolder(event, '')}
      onDragLeave={leaveFolder}
      onDrop={(event: DragEvent) => dropOn(event, '')}
    >
      <TreeNodes nodes={nodes} level={1} unfold={unfold} />
    </ul>
  );
}

interface TreeNodesProps extends NoteTreeProps {
  readonly level: number;
}

function TreeNodes({ nodes, level, unfold }: TreeNodesProps) {
  return nodes.map((node) =>
    node.kind === 'folder' ? (
      <FolderRow key={node.path} folder={node} level={level} unfold={unfold}>
        <TreeNodes nodes={node.children} level={level + 1} unfold={unfold} />
      </FolderRow>
    ) : (
      <NoteRow key={node.note.id} leaf={node} level={level} />
    ),
  );
}

/** Up and down through what can be opened or folded. */
function stepThrough(tree: HTMLElement | null, event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (tree === null || by === undefined || event.altKey || event.target instanceof HTMLInputElement) {
    return;
  }
  const rows = [...tree.querySelectorAll<HTMLElement>('[data-tree-focus]')];
  const at = rows.findIndex(
    (row) => row === document.activeElement || row.parentElement?.contains(document.activeElement),
  );
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
