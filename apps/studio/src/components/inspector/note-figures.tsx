import { useStore } from 'zustand';
import { count } from '../../core/format/number.ts';
import { liveCells } from '../../core/notes/note-store.ts';
import { splitPath } from '../../core/notes/paths.ts';
import { studio } from '../../page.ts';
import { Figure } from './figure.tsx';

export function NoteFigures() {
  const open = useStore(studio.notes, (state) => state.open);
  const live = useStore(studio.notes, liveCells);
  if (open === null) {
    return <p className="inspector-hint">Open a note to see what it does.</p>;
  }
  const { folders, name } = splitPath(open.path);
  return (
    <section aria-label="Note">
      <h2 className="inspector-title">Note · {name}</h2>
      <dl className="figures">
        <Figure name="Folder">{folders.length === 0 ? 'Notes' : folders.join(' / ')}</Figure>
        <Figure name="Cells">{count(open.cellIds.length)}</Figure>
        <Figure name="Live">{count(live)}</Figure>
      </dl>
      <p className="inspector-hint">Choose a cell to see its job.</p>
    </section>
  );
}
