import type { Cell } from '@riffle/protocol';
import { useState } from 'react';
import { cellTitle } from '../../../core/language/cell-title.ts';
import { studio } from '../../../page.ts';
import { EditInPlace } from '../../ui/edit-in-place.tsx';

/** The title, changed by a click on it. */
export function TitleField({ cell }: { cell: Cell }) {
  const [editing, setEditing] = useState(false);
  const title = cellTitle(cell);
  if (editing) {
    return (
      <EditInPlace
        label="Title of the cell"
        className="title-field"
        value={cell.title ?? ''}
        placeholder="Title"
        onDone={(typed) => {
          setEditing(false);
          if (typed !== undefined && typed.trim() !== (cell.title ?? '')) {
            void studio.cells.patch(cell.id, { title: typed.trim() });
          }
        }}
      />
    );
  }
  return (
    <button
      type="button"
      className={title === '' ? 'cell-title untitled' : 'cell-title'}
      title="Change the title"
      aria-label={title === '' ? 'Give the cell a title' : `Title: ${title}. Change it`}
      onClick={() => setEditing(true)}
    >
      {title === '' ? 'Add a title' : title}
    </button>
  );
}
