import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { enterEditor, leaveEditor } from './editor-focus.ts';
import { EDITOR_LINES } from './measures.ts';

/** A plain text field in the editor's measures. */
export function StandIn({ cellId }: { cellId: string }) {
  const text = useStore(studio.drafts.store, (drafts) => drafts.documents[cellId]?.text ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(
    () =>
      studio.editors.set(cellId, {
        focus: () => field.current?.focus(),
        insert: (inserted) => {
          field.current?.focus();
          field.current?.setRangeText(inserted, field.current.selectionStart, field.current.selectionEnd, 'end');
          studio.drafts.type(cellId, field.current?.value ?? '');
        },
        reveal: () => field.current?.focus(),
      }),
    [cellId],
  );
  const lines = Math.min(EDITOR_LINES, text.split('\n', EDITOR_LINES).length);
  return (
    <div className="stand-in">
      <div className="stand-in-numbers" aria-hidden="true">
        {Array.from({ length: lines }, (_, i) => `${i + 1}`).join('\n')}
      </div>
      <textarea
        ref={field}
        aria-label="Text of the cell"
        value={text}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        data-stand-in={cellId}
        onChange={(event) => studio.drafts.type(cellId, event.target.value)}
        onFocus={() => enterEditor(cellId)}
        onBlur={() => leaveEditor(cellId)}
      />
    </div>
  );
}
