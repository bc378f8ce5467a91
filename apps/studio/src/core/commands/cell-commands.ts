import { formatCell } from '../intelligence/format-cell.ts';
import { emptyParagraph, LANGUAGES, withLanguage } from '../language/paragraph-header.ts';
import type { Studio } from '../studio.ts';
import { type Command, section } from './command.ts';

/** What one does with the cell that has the focus. */
export function cellCommands(studio: Studio): Command[] {
  const { notes, ui, cells, drafts, frames } = studio;
  const focused = (): string | undefined => {
    const { focusedCell } = ui.getState();
    return focusedCell !== null && notes.getState().cells[focusedCell] !== undefined ? focusedCell : undefined;
  };
  const withCell = (act: (cellId: string) => unknown) => (): void => {
    const cellId = focused();
    if (cellId !== undefined) {
      act(cellId);
    }
  };
  const hasCell = (): boolean => focused() !== undefined;
  const cellIds = (): readonly string[] => notes.getState().open?.cellIds ?? [];
  const place = (): number => cellIds().indexOf(focused() ?? '');
  const cellOf = (cellId: string | undefined) => (cellId === undefined ? undefined : notes.getState().cells[cellId]);
  const isRunning = (): boolean => ['queued', 'starting', 'live'].includes(cellOf(focused())?.status ?? '');

  function focusCell(cellId: string | undefined): void {
    if (cellId !== undefined) {
      ui.setState({ focusedCell: cellId, mode: 'command' });
      frames.get(cellId)?.focus();
    }
  }
  function step(by: number): void {
    const ids = cellIds();
    focusCell(ids[Math.min(ids.length - 1, Math.max(0, place() + by))]);
  }
  function insert(index: number, language: number): void {
    void cells.insert(index, emptyParagraph(LANGUAGES[language]?.header ?? ''));
  }
  function runAndNext(cellId: string): void {
    void cells.run(cellId);
    const next = cellIds()[cellIds().indexOf(cellId) + 1];
    if (next === undefined) {
      insert(cellIds().length, 0);
    } else {
      focusCell(next);
    }
  }
  function flip(cellId: string, setting: 'enabled' | 'editorHidden' | 'outputHidden'): void {
    void cells.patch(cellId, { [setting]: !cellOf(cellId)?.[setting] });
  }

  return section('Cell', {
    'run-and-next': ['Run cell and go on', [withCell(runAndNext), hasCell]],
    run: ['Run cell', [withCell((id) => cells.run(id)), hasCell]],
    stop: ['Stop cell', [withCell((id) => cells.stop(id)), isRunning]],
    edit: ['Edit cell', [withCell((id) => ui.setState({ openEditor: id })), hasCell]],
    'leave-editor': ['Leave the editor', [withCell(focusCell), () => ui.getState().mode === 'edit']],
    'next-cell': ['Next cell', [() => step(1), () => place() < cellIds().length - 1]],
    'previous-cell': ['Previous cell', [() => step(-1), () => place() > 0]],
    'insert-above': ['Insert cell above', [() => insert(Math.max(0, place()), 0), isOpen]],
    'insert-below': ['Insert cell below', [() => insert(place() + 1, 0), isOpen]],
    'insert-text-below': ['Insert text below', [() => insert(place() + 1, 2), isOpen]],
    'move-up': ['Move cell up', [withCell((id) => cells.move(id, -1)), () => place() > 0]],
    'move-down': [
      'Move cell down',
      [withCell((id) => cells.move(id, 1)), () => hasCell() && place() < cellIds().length - 1],
    ],
    format: [
      'Format cell',
      [
        withCell((id) => formatCell({ connection: studio.line, drafts, problem: studio.messages.problem }, id)),
        hasCell,
      ],
    ],
    'language-text': [
      'Make it a text cell',
      [
        withCell((id) => drafts.type(id, withLanguage(drafts.textOf(id) ?? '', '%md'))),
        () => hasCell() && cellOf(focused())?.language !== 'markdown',
      ],
    ],
    'language-menu': ['Choose the language …', [withCell((id) => ui.setState({ languageMenu: id })), hasCell]],
    'delete-cell': ['Delete cell', [withCell((id) => cells.delete(id)), hasCell]],
    'undo-delete': ['Undo delete', [() => void studio.noteActions.undoDelete(), studio.noteActions.canUndo]],
    'clear-output': [
      'Clear output',
      [withCell((id) => cells.clear(id)), () => (cellOf(focused())?.run ?? null) !== null && !isRunning()],
    ],
    'toggle-code': ['Hide or show code', [withCell((id) => flip(id, 'editorHidden')), hasCell]],
    'toggle-output': ['Hide or show output', [withCell((id) => flip(id, 'outputHidden')), hasCell]],
    'toggle-enabled': ['Disable or enable cell', [withCell((id) => flip(id, 'enabled')), hasCell]],
  });

  function isOpen(): boolean {
    return notes.getState().open !== null;
  }
}
