/** Dragging in the tree: a note or folder onto a folder, or files of the computer onto one. */
import type { DragEvent } from 'react';
import type { TreeEntry } from '../../../core/notes/note-dialogs.ts';
import { joinPath, splitPath } from '../../../core/notes/paths.ts';
import { studio } from '../../../page.ts';

/** Only our own rows carry this; other pages cannot see what is dragged. */
const ENTRY_TYPE = 'application/x-riffle-tree';

export function beginDrag(event: DragEvent, entry: TreeEntry): void {
  event.stopPropagation();
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData(ENTRY_TYPE, entry.path);
  studio.noteDialogs.setState({ dragged: entry });
}

export function endDrag(): void {
  studio.noteDialogs.setState({ dragged: null, dropFolder: null });
}

export function overFolder(event: DragEvent, folder: string): void {
  const files = hasFiles(event);
  const { dragged } = studio.noteDialogs.getState();
  if (!files && (dragged === null || !canMoveInto(dragged, folder))) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  event.dataTransfer.dropEffect = files ? 'copy' : 'move';
  if (studio.noteDialogs.getState().dropFolder !== folder) {
    studio.noteDialogs.setState({ dropFolder: folder });
  }
}

export function leaveFolder(): void {
  studio.noteDialogs.setState({ dropFolder: null });
}

export function dropOn(event: DragEvent, folder: string): void {
  const { dragged } = studio.noteDialogs.getState();
  const files = hasFiles(event);
  if (!files && dragged === null) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  endDrag();
  if (files) {
    void studio.files.importFiles([...event.dataTransfer.files], folder === '' ? undefined : folder);
  } else if (dragged !== null && canMoveInto(dragged, folder)) {
    void studio.files.moveInto(dragged, folder);
  }
}

export function hasFiles(event: { readonly dataTransfer: DataTransfer | null }): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

/** Not where it is already, and no folder into itself. */
function canMoveInto(entry: TreeEntry, folder: string): boolean {
  const { folders, name } = splitPath(entry.path);
  const isThere = joinPath(folders, name) === `${folder}/${name}`;
  return !isThere && folder !== entry.path && !folder.startsWith(`${entry.path}/`);
}
