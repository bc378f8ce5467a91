import { formatCell } from '../intelligence/format-cell.ts';
import { withLanguage } from '../language/paragraph-header.ts';
import { isRunning } from '../notes/cell-look.ts';
import { COLUMNS } from '../notes/cell-settings.ts';
import type { Studio } from '../studio.ts';
import { type Command, section } from './command.ts';
import { createFocusedCell, type FocusedCell } from './focused-cell.ts';

/** What one does with the cell that has the focus. */
export function cellCommands(studio: Studio): Command[] {
  const focused = createFocusedCell(studio);
  return [
    ...runCommands(studio, focused),
    ...moveCommands(studio, focused),
    ...textCommands(studio, focused),
    ...lookCommands(studio, focused),
  ];
}

function runCommands({ cells, ui, focusCell, notes }: Studio, focused: FocusedCell): Command[] {
  const { act, exists, cell, index, ids, insert } = focused;
  function runAndNext(cellId: string): void {
    void cells.run(cellId);
    const next = ids()[ids().indexOf(cellId) + 1];
    if (next === undefined) {
      insert(ids().length, 'ssql');
    } else {
      focusCell(next);
    }
  }
  return section('Cell', {
    'run-and-next': ['Run cell and go on', [act(runAndNext), exists]],
    run: ['Run cell', [act((id) => cells.run(id)), exists]],
    'run-above': ['Run all above', [act((id) => cells.runAbove(id)), () => index() > 0]],
    'run-below': ['Run this cell and all below', [act((id) => cells.runBelow(id)), exists]],
    'run-frozen': [
      'Run frozen cells again',
      [() => void cells.runFrozen(), () => Object.values(notes.getState().cells).some((c) => c.status === 'frozen')],
    ],
    stop: ['Stop cell', [act((id) => cells.stop(id)), () => isRunning(cell()?.status ?? 'idle')]],
    edit: ['Edit cell', [act((id) => ui.setState({ openEditor: id })), exists]],
    'leave-editor': ['Leave the editor', [act(focusCell), () => ui.getState().mode === 'edit']],
  });
}

function moveCommands({ cells, focusCell, noteActions, notes }: Studio, focused: FocusedCell): Command[] {
  const { act, exists, index, ids, insert } = focused;
  const isOpen = (): boolean => notes.getState().open !== null;
  const notFirst = (): boolean => index() > 0;
  const notLast = (): boolean => exists() && index() < ids().length - 1;
  function goTo(wanted: number): void {
    const cellId = ids()[Math.min(ids().length - 1, Math.max(0, wanted))];
    if (cellId !== undefined) {
      focusCell(cellId);
    }
  }
  return section('Cell', {
    'next-cell': ['Next cell', [() => goTo(index() + 1), () => index() < ids().length - 1]],
    'previous-cell': ['Previous cell', [() => goTo(index() - 1), notFirst]],
    'first-cell': ['First cell', [() => goTo(0), () => ids().length > 0]],
    'last-cell': ['Last cell', [() => goTo(ids().length - 1), () => ids().length > 0]],
    'insert-above': ['Insert cell above', [() => insert(Math.max(0, index()), 'ssql'), isOpen]],
    'insert-below': ['Insert cell below', [() => insert(index() + 1, 'ssql'), isOpen]],
    'insert-text-below': ['Insert text below', [() => insert(index() + 1, 'markdown'), isOpen]],
    'move-up': ['Move cell up', [act((id) => cells.move(id, -1)), notFirst]],
    'move-down': ['Move cell down', [act((id) => cells.move(id, 1)), notLast]],
    'move-top': ['Move cell to the top', [act((id) => cells.moveTo(id, 0)), notFirst]],
    'move-bottom': ['Move cell to the bottom', [act((id) => cells.moveTo(id, ids().length - 1)), notLast]],
    'clone-cell': ['Clone cell', [act((id) => cells.clone(id)), exists]],
    'delete-cell': ['Delete cell', [act((id) => cells.delete(id)), exists]],
    'undo-delete': ['Undo delete', [() => void noteActions.undoDelete(), noteActions.canUndo]],
  });
}

function textCommands({ cells, drafts, ui, line, messages, focusCell }: Studio, focused: FocusedCell): Command[] {
  const { act, exists, cell, index, ids } = focused;
  function makeText(cellId: string): void {
    drafts.type(cellId, withLanguage(drafts.textOf(cellId) ?? '', '%md'));
    focusCell(cellId);
  }
  return section('Cell', {
    'split-cell': ['Split cell at the cursor', [act((id) => cells.split(id)), exists]],
    'merge-cell': [
      'Merge with the cell below',
      [act((id) => cells.mergeWithBelow(id)), () => exists() && index() < ids().length - 1],
    ],
    format: [
      'Format cell',
      [act((id) => formatCell({ connection: line, drafts, problem: messages.problem }, id)), exists],
    ],
    'language-text': ['Make it a text cell', [act(makeText), () => exists() && cell()?.language !== 'markdown']],
    'language-menu': ['Choose the language …', [act((id) => ui.setState({ languageMenu: id })), exists]],
  });
}

function lookCommands({ cells, ui }: Studio, focused: FocusedCell): Command[] {
  const { act, exists, cell } = focused;
  const hasCode = (): boolean => exists() && cell()?.language !== 'markdown';
  const flip = (setting: 'enabled' | 'editorHidden' | 'outputHidden' | 'titleHidden' | 'lineNumbers') =>
    act((id) => cells.patch(id, { [setting]: !cell()?.[setting] }));
  return section('Cell', {
    'clear-output': ['Clear output', [act((id) => cells.clear(id)), () => (cell()?.run ?? null) !== null]],
    'show-plan': [
      'Show the plan of the text',
      [
        act((id) => ui.setState(({ planOf }) => ({ planOf: planOf === id ? null : id }))),
        () => ['ssql', 'bsql'].includes(cell()?.language ?? ''),
      ],
    ],
    'toggle-code': ['Hide or show code', [flip('editorHidden'), hasCode]],
    'toggle-output': ['Hide or show output', [flip('outputHidden'), hasCode]],
    'toggle-fold': ['Fold or unfold cell', [act((id) => cells.fold(id)), hasCode]],
    'toggle-lines': ['Hide or show line numbers', [flip('lineNumbers'), exists]],
    'toggle-enabled': ['Disable or enable cell', [flip('enabled'), hasCode]],
    'edit-title': ['Change the title …', [act((id) => ui.setState({ titleField: id })), hasCode]],
    'toggle-title': ['Hide or show the title', [flip('titleHidden'), () => (cell()?.title ?? '') !== '']],
    'width-menu': ['Choose the width …', [act((id) => ui.setState({ widthMenu: id })), exists]],
    wider: ['Make the cell wider', [act((id) => cells.resize(id, 1)), () => (cell()?.width ?? COLUMNS) < COLUMNS]],
    narrower: ['Make the cell narrower', [act((id) => cells.resize(id, -1)), () => (cell()?.width ?? 1) > 1]],
  });
}
