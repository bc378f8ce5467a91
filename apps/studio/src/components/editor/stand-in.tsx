import { useEffect, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { enterEditor, leaveEditor } from './editor-focus.ts';
import { EDITOR_LINES } from './measures.ts';

/** A plain text field in the editor's measures. */
export function StandIn({ cellId }: { cellId: string }) {
  const text = useStore(studio.drafts.store, (drafts) => drafts.documents[cellId]?.text ?? '');
  const allNumbered = useStore(studio.settings.store, (settings) => settings.lineNumbers);
  const cellNumbered = useStore(studio.notes, (state) => state.cells[cellId]?.lineNumbers !== false);
  const numbered = allNumbered && cellNumbered;
  const wraps = useStore(studio.settings.store, (settings) => settings.wordWrap);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(
    () =>
      studio.editors.set(cellId, {
        focus: () => {
          const end = field.current?.value.length ?? 0;
          field.current?.focus();
          if (field.current?.selectionEnd === 0) {
            field.current.setSelectionRange(end, end);
          }
        },
        insert: (inserted) => {
          field.current?.focus();
          field.current?.setRangeText(inserted, field.current.selectionStart, field.current.selectionEnd, 'end');
          studio.drafts.type(cellId, field.current?.value ?? '');
        },
        cursor: () => field.current?.selectionStart ?? 0,
        reveal: () => field.current?.focus(),
        select: (from, to) => {
          field.current?.focus();
          field.current?.setSelectionRange(from, to);
        },
      }),
    [cellId],
  );
  useLayoutEffect(() => {
    const leaving = field.current;
    return () => {
      // Whatever took this field's place takes its focus and cursor too, however late they came here.
      if (leaving !== null && document.activeElement === leaving) {
        studio.editors.get(cellId)?.select(leaving.selectionStart, leaving.selectionEnd);
      }
    };
  }, [cellId]);
  const lines = Math.min(EDITOR_LINES, text.split('\n', EDITOR_LINES).length);
  return (
    <div className="stand-in">
      <div className="stand-in-numbers" aria-hidden="true">
        {numbered && Array.from({ length: lines }, (_, i) => `${i + 1}`).join('\n')}
      </div>
      <textarea
        ref={field}
        aria-label="Text of the cell"
        value={text}
        wrap={wraps ? 'soft' : 'off'}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => studio.drafts.type(cellId, event.target.value)}
        onFocus={() => enterEditor(cellId)}
        onBlur={() => leaveEditor(cellId)}
      />
    </div>
  );
}
