import { studio } from '../../page.ts';

/** The cursor is in a cell's text. */
export function enterEditor(cellId: string): void {
  studio.ui.setState({ focusedCell: cellId, mode: 'edit' });
}

/** The cursor has left it; a window that merely lost the focus changes nothing. */
export function leaveEditor(cellId: string): void {
  const { focusedCell, mode } = studio.ui.getState();
  if (focusedCell === cellId && mode === 'edit' && document.hasFocus()) {
    studio.ui.setState({ mode: 'command' });
    void studio.drafts.flush(cellId);
  }
}
