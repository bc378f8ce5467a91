import type { Cell } from '@riffle/protocol';
import { type FocusEvent, memo, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { cellTitle } from '../../core/language/cell-title.ts';
import { cellLook } from '../../core/notes/cell-look.ts';
import { studio } from '../../page.ts';
import { CellEditor } from '../editor/cell-editor.tsx';
import { CellForms } from '../forms/cell-forms.tsx';
import { OutputList } from '../output/output-list.tsx';
import { ConflictView } from './conflict-view.tsx';
import { CellHead } from './head/cell-head.tsx';
import { MarkdownCell } from './markdown-cell.tsx';

interface CellBoxProps {
  readonly cellId: string;
  readonly index: number;
}

/** One cell: its frame, which has the focus in command mode, and what is in it. */
export const CellBox = memo(function CellBox({ cellId, index }: CellBoxProps) {
  const cell = useStore(studio.notes, (state) => state.cells[cellId]);
  const focused = useStore(studio.ui, (ui) => ui.focusedCell === cellId);
  const mode = useStore(studio.ui, (ui) => (ui.focusedCell === cellId ? ui.mode : 'command'));
  const frame = useRef<HTMLElement>(null);

  useEffect(
    () =>
      studio.frames.set(cellId, {
        focus: () => {
          frame.current?.focus({ preventScroll: true });
          frame.current?.scrollIntoView({ block: 'nearest' });
        },
      }),
    [cellId],
  );

  if (cell === undefined) {
    return null;
  }
  const look = cellLook(cell);
  const title = cellTitle(cell);
  return (
    <section
      ref={frame}
      className={`cell${cell.language === 'markdown' ? ' text-cell' : ''}`}
      data-focused={focused}
      data-mode={mode}
      data-status={look}
      data-enabled={cell.enabled}
      data-cell-id={cellId}
      data-testid="cell"
      tabIndex={focused ? 0 : -1}
      aria-label={`Cell ${index + 1}${title === '' ? '' : `: ${title}`}`}
      onFocus={(event) => takeFocus(cellId, event)}
      onMouseDown={() => studio.ui.setState({ focusedCell: cellId })}
    >
      <span className="edge" aria-hidden="true" />
      {cell.language === 'markdown' ? <MarkdownCell cell={cell} /> : <CodeCell cell={cell} />}
    </section>
  );
});

function CodeCell({ cell }: { cell: Cell }) {
  return (
    <>
      <CellHead cell={cell} />
      {!cell.editorHidden && <CellEditor cellId={cell.id} language={cell.language} />}
      <ConflictView cellId={cell.id} />
      <CellForms cell={cell} />
      {!cell.outputHidden && <OutputList cell={cell} />}
      {cell.outputHidden && (cell.run?.outputs.length ?? 0) > 0 && (
        <button
          type="button"
          className="folded"
          onClick={() => void studio.cells.patch(cell.id, { outputHidden: false })}
        >
          output hidden – show
        </button>
      )}
    </>
  );
}

function takeFocus(cellId: string, event: FocusEvent<HTMLElement>): void {
  if (event.target === event.currentTarget) {
    studio.ui.setState({ focusedCell: cellId, mode: 'command' });
  } else {
    studio.ui.setState({ focusedCell: cellId });
  }
}
