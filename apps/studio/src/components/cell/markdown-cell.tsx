import { type FormValues, fillParagraph } from '@riffle/note-model';
import type { Cell, FormView } from '@riffle/protocol';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { splitParagraph } from '../../core/language/paragraph-header.ts';
import { studio } from '../../page.ts';
import { CellEditor } from '../editor/cell-editor.tsx';
import { CellForms } from '../forms/cell-forms.tsx';
import { renderMarkdown } from '../output/markdown.ts';
import { SafeHtml } from '../output/safe-html.tsx';
import { Icon } from '../ui/icon.tsx';
import { KeyHint, keyOf } from '../ui/key-hint.tsx';
import { ConflictView } from './conflict-view.tsx';
import { CellMenu } from './head/cell-menu.tsx';
import { DragHandle } from './head/drag-handle.tsx';
import { LanguagePill } from './head/language-pill.tsx';

/** A text cell: read until it is double-clicked or Enter is pressed on it. */
export function MarkdownCell({ cell }: { cell: Cell }) {
  const text = useStore(studio.drafts.store, (drafts) => drafts.documents[cell.id]?.text ?? cell.text);
  const editing = useStore(
    studio.ui,
    (ui) => ui.openEditor === cell.id || (ui.focusedCell === cell.id && ui.mode === 'edit'),
  );
  const noteForms = useStore(studio.notes, (state) => state.open?.forms);
  const filled = fillParagraph(text, { paragraph: valuesOf(cell.forms), note: valuesOf(noteForms ?? []) }).text;
  const body = splitParagraph(filled).body;
  const html = useMemo(() => renderMarkdown(body), [body]);
  if (editing) {
    return (
      <div className="text-editing">
        <div className="text-tools">
          <button type="button" className="button small" onClick={() => studio.focusCell(cell.id)}>
            Preview <KeyHint command="leave-editor" />
          </button>
        </div>
        <CellEditor cellId={cell.id} language={cell.language} />
        <ConflictView cellId={cell.id} />
        <CellForms cell={cell} />
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys have Enter on the cell's frame
    <div className="text-body" onDoubleClick={() => studio.ui.setState({ openEditor: cell.id })}>
      {body.trim() === '' ? (
        <p className="quiet">Empty text. Double click, or press Enter, to write.</p>
      ) : (
        <SafeHtml html={html} className="markdown" />
      )}
      <DragHandle cellId={cell.id} />
      <div className="text-tools">
        <button
          type="button"
          className="icon-button small"
          aria-label="Edit the text"
          title={`Edit (${keyOf('edit')}, or double click)`}
          data-testid="edit-text"
          onClick={() => studio.ui.setState({ openEditor: cell.id })}
        >
          <Icon name="rename" size={14} />
        </button>
        <LanguagePill cell={cell} />
        <CellMenu cell={cell} />
      </div>
      <ConflictView cellId={cell.id} />
      <CellForms cell={cell} />
    </div>
  );
}

function valuesOf(forms: readonly FormView[]): FormValues {
  return Object.fromEntries(forms.map(({ name, value }) => [name, value]));
}
