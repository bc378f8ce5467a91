import type { Cell } from '@riffle/protocol';
import { useStore } from 'zustand';
import { cellTitle } from '../../../core/language/cell-title.ts';
import { splitParagraph } from '../../../core/language/paragraph-header.ts';
import { studio } from '../../../page.ts';
import { EditInPlace } from '../../ui/edit-in-place.tsx';

/** The title, changed by a click on it. Where the code is hidden and there is no title, the code's first line. */
export function TitleField({ cell }: { cell: Cell }) {
  const editing = useStore(studio.ui, (ui) => ui.titleField === cell.id);
  if (editing) {
    return <TitleEditor cell={cell} />;
  }
  const title = cell.titleHidden ? '' : cellTitle(cell);
  const firstLine = cell.editorHidden && title === '' ? splitParagraph(cell.text).body.split('\n', 1)[0] : '';
  const edit = (): void => studio.ui.setState({ titleField: cell.id });
  if (title === '' && (cell.titleHidden || firstLine !== '')) {
    return <span className="cell-first-line">{firstLine}</span>;
  }
  return (
    <button
      type="button"
      className={title === '' ? 'cell-title untitled' : 'cell-title'}
      title={title === '' ? 'Give the cell a title' : `${title} – click to change it`}
      aria-label={title === '' ? 'Give the cell a title' : `Title: ${title}. Change it`}
      onClick={edit}
    >
      {title === '' ? 'Add a title' : title}
    </button>
  );
}

function TitleEditor({ cell }: { cell: Cell }) {
  return (
    <EditInPlace
      label="Title of the cell"
      className="title-field"
      value={cell.title ?? ''}
      placeholder="Title"
      testId="title-field"
      onDone={(typed) => {
        studio.ui.setState({ titleField: null });
        studio.focusCell(cell.id);
        if (typed !== undefined && (typed.trim() !== (cell.title ?? '') || cell.titleHidden)) {
          void studio.cells.patch(cell.id, { title: typed.trim() });
        }
      }}
    />
  );
}
