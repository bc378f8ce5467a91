/**
 * The text of a cell. A plain text field stands in until the editor proper has loaded and the cell is near the view;
 * both show the same lines at the same height, and what is typed in either goes to the same draft.
 */
import type { CellLanguage } from '@riffle/protocol';
import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { studio } from '../../page.ts';
import { EDITOR_LINES, EDITOR_PADDING, lineHeightOf } from './measures.ts';
import type { MonacoCellProps } from './monaco-cell.tsx';
import { StandIn } from './stand-in.tsx';
import { useNearView } from './use-near-view.ts';

let loaded: ComponentType<MonacoCellProps> | undefined;
let loading: Promise<ComponentType<MonacoCellProps>> | undefined;

function loadMonaco(): Promise<ComponentType<MonacoCellProps>> {
  loading ??= import('./monaco-cell.tsx').then((module) => {
    loaded = module.MonacoCell;
    return module.MonacoCell;
  });
  return loading;
}

interface CellEditorProps {
  readonly cellId: string;
  readonly language: CellLanguage;
}

export function CellEditor({ cellId, language }: CellEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const near = useNearView(place);
  const [Monaco, setMonaco] = useState<ComponentType<MonacoCellProps> | undefined>(() => loaded);
  const [ready, setReady] = useState(false);
  const [wrapped, setWrapped] = useState(0);
  const lines = useStore(studio.drafts.store, (drafts) => countLines(drafts.documents[cellId]?.text ?? ''));
  const lineHeight = useStore(studio.settings.store, ({ fontSize }) => lineHeightOf(fontSize));
  const asked = useStore(studio.ui, (ui) => ui.openEditor === cellId);

  useEffect(() => {
    let here = true;
    loadMonaco().then(
      (component) => here && setMonaco(() => component),
      () => studio.messages.problem('The editor could not be loaded; a plain field takes its place.'),
    );
    return () => {
      here = false;
    };
  }, []);

  useEffect(() => {
    if (asked) {
      const { typedAhead } = studio.ui.getState();
      studio.ui.setState({ openEditor: null, typedAhead: null, focusedCell: cellId, mode: 'edit' });
      const handle = studio.editors.get(cellId);
      handle?.focus();
      if (typedAhead !== null && typedAhead !== '') {
        handle?.insert(typedAhead);
      }
      place.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [asked, cellId]);

  const onReady = useCallback(() => setReady(true), []);
  const height = Math.max(wrapped, Math.min(lines, EDITOR_LINES) * lineHeight + EDITOR_PADDING);
  return (
    <div ref={place} className="cell-editor" style={{ height }} data-cell-editor data-testid="cell-editor">
      {!ready && <StandIn cellId={cellId} />}
      {Monaco !== undefined && near && (
        <div className="monaco-place" data-ready={ready}>
          <Monaco cellId={cellId} language={language} onReady={onReady} onHeight={setWrapped} />
        </div>
      )}
    </div>
  );
}

function countLines(text: string): number {
  let lines = 1;
  for (let i = text.indexOf('\n'); i >= 0 && lines < EDITOR_LINES; i = text.indexOf('\n', i + 1)) {
    lines += 1;
  }
  return lines;
}
