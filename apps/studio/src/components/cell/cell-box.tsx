import type { Cell } from '@riffle/protocol';
import { type FocusEvent, memo, type RefObject, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { cellTitle } from '../../core/language/cell-title.ts';
import { studio } from '../../page.ts';
import { CellEditor } from '../editor/cell-editor.tsx';
import { CellForms } from '../forms/cell-forms.tsx';
import { CompiledPlan } from '../output/compiled-plan.tsx';
import { OutputList } from '../output/output-list.tsx';
import { ConflictView } from './conflict-view.tsx';
import { FrozenNote } from './frozen-note.tsx';
import { CellHead } from './head/cell-head.tsx';
import { MarkdownCell } from './markdown-cell.tsx';
import { useCellLook } from './use-cell-look.ts';

interface CellBoxProps {
  readonly cellId: string;
  readonly index: number;
}

/** One cell: its frame, which has the focus in command mode, and what is in it. */
export const CellBox = memo(function CellBox({ cellId, index }: CellBoxProps) {
  const cell = useStore(studio.notes, (state) => state.cells[cellId]);
  return cell === undefined ? null : <CellFrame cell={cell} index={index} />;
});

function CellFrame({ cell, index }: { cell: Cell; index: number }) {
  const focused = useStore(studio.ui, (ui) => ui.focusedCell === cell.id);
  const mode = useStore(studio.ui, (ui) => (ui.focusedCell === cell.id ? ui.mode : 'command'));
  const dragged = useStore(studio.ui, (ui) => ui.dragged === cell.id);
  const frame = useFrame(cell.id);
  const { look } = useCellLook(cell);
  const title = cellTitle(cell);
  return (
    <section
      ref={frame}
      className={`cell${cell.language === 'markdown' ? ' text-cell' : ''}`}
      data-focused={focused}
      data-mode={mode}
      data-status={look}
      data-enabled={cell.enabled}
      data-dragged={dragged}
      data-cell-id={cell.id}
      data-testid="cell"
      tabIndex={focused ? 0 : -1}
      aria-label={`Cell ${index + 1}${title === '' ? '' : `: ${title}`}`}
      onFocus={(event) => takeFocus(cell.id, event)}
      onMouseDown={() => studio.ui.setState({ focusedCell: cell.id })}
    >
      <span className="edge" aria-hidden="true" />
      {cell.language === 'markdown' ? <MarkdownCell cell={cell} /> : <CodeCell cell={cell} />}
    </section>
  );
}

/** The frame, known to commands by its cell; it takes the focus that was asked for before it was there. */
function useFrame(cellId: string): RefObject<HTMLElement | null> {
  const frame = useRef<HTMLElement>(null);
  const asked = useStore(studio.ui, (ui) => ui.askedFrame === cellId);
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
  useEffect(() => {
    if (asked) {
      studio.ui.setState({ askedFrame: null });
      studio.frames.get(cellId)?.focus();
    }
  }, [asked, cellId]);
  return frame;
}

function CodeCell({ cell }: { cell: Cell }) {
  return (
    <>
      <CellHead cell={cell} />
      {!cell.editorHidden && <CellEditor cellId={cell.id} language={cell.language} />}
      <ConflictView cellId={cell.id} />
      <CellForms cell={cell} />
      <FrozenNote cell={cell} />
      <PlanOfText cell={cell} />
      {!cell.outputHidden && <OutputList cell={cell} />}
      {cell.outputHidden && !cell.editorHidden && (cell.run?.outputs.length ?? 0) > 0 && (
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

/** Only the plan that was asked for is compiled, and only while it is looked at. */
function PlanOfText({ cell }: { cell: Cell }) {
  const open = useStore(studio.ui, (ui) => ui.planOf === cell.id);
  return open ? <CompiledPlan cell={cell} /> : null;
}

function takeFocus(cellId: string, event: FocusEvent<HTMLElement>): void {
  if (event.target === event.currentTarget) {
    studio.ui.setState({ focusedCell: cellId, mode: 'command' });
  } else {
    studio.ui.setState({ focusedCell: cellId });
  }
}
