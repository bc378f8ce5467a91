import type { TextProblem } from '@riffle/protocol';
import type { editor } from 'monaco-editor';
import { useEffect } from 'react';
import { createLiveProblems } from '../../core/intelligence/live-problems.ts';
import { studio } from '../../page.ts';
import { monaco } from './monaco-setup.ts';
import { cellOf, rememberCell, rememberProblems } from './providers.ts';

const OWNER = 'riffle-live';

const SEVERITY = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/** Underlines what is wrong with the cell's text while it is written; a run that found problems speaks for its own text. */
export function useLiveMarkers(instance: editor.IStandaloneCodeEditor | null, cellId: string, enabled: boolean): void {
  useEffect(() => {
    const model = instance?.getModel() ?? null;
    if (instance === null || model === null || !enabled) {
      return undefined;
    }
    rememberCell(model, cellId);
    const live = createLiveProblems({
      connection: studio.line,
      cell: () => cellOf(model),
      schedule: (work, millis) => {
        const timer = setTimeout(work, millis);
        return () => clearTimeout(timer);
      },
      onProblems: (problems, text) => {
        rememberProblems(model, problems);
        monaco.editor.setModelMarkers(model, OWNER, ranWithProblems(cellId, text) ? [] : problems.map(toMarker(model)));
      },
    });
    const onChange = instance.onDidChangeModelContent(() => live.changed(model.getValue()));
    const onFocus = instance.onDidFocusEditorText(() => live.changed(model.getValue()));
    const stopCatalog = studio.catalog.store.subscribe(() => live.again());
    const stopNotes = studio.notes.subscribe((state, before) => {
      const [now, then] = [state.cells[cellId], before.cells[cellId]];
      if (now?.run !== then?.run || now?.forms !== then?.forms || state.open?.forms !== before.open?.forms) {
        live.again();
      }
    });
    return () => {
      live.stop();
      onChange.dispose();
      onFocus.dispose();
      stopCatalog();
      stopNotes();
      monaco.editor.setModelMarkers(model, OWNER, []);
      rememberProblems(model, []);
    };
  }, [instance, cellId, enabled]);
}

/** The run's own problems are underlined already. */
function ranWithProblems(cellId: string, text: string): boolean {
  const run = studio.notes.getState().cells[cellId]?.run;
  return run?.text === text && run.outputs.some(({ kind }) => kind === 'problem');
}

function toMarker(model: editor.ITextModel): (problem: TextProblem) => editor.IMarkerData {
  return ({ severity, message, hint, start, end }) => {
    const from = model.getPositionAt(start);
    // What is missing at the text's end still needs a place to be seen at.
    const to = model.getPositionAt(Math.max(end, start + 1));
    return {
      severity: SEVERITY[severity],
      message: hint === undefined ? message : `${message} ${hint}`,
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    };
  };
}
