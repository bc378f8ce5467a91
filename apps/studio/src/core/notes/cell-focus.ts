import type { FrameHandle, Handles } from '../editors/handles.ts';
import type { UiStore } from '../ui/ui-store.ts';

/** Gives a cell the focus in command mode; one that is not on the page yet takes it when it comes. */
export type FocusCell = (cellId: string) => void;

export function createFocusCell(ui: UiStore, frames: Handles<FrameHandle>): FocusCell {
  return (cellId) => {
    const frame = frames.get(cellId);
    ui.setState({ focusedCell: cellId, mode: 'command', askedFrame: frame === undefined ? cellId : null });
    frame?.focus();
  };
}
