import type { UiStore } from '../ui/ui-store.ts';
import type { Command } from './command.ts';

/** Whether a command makes sense now: what is done to cells and notes only while a note is in view. */
export function isAvailable(command: Command, ui: UiStore): boolean {
  const onNote = ui.getState().page.kind === 'note';
  return (command.section === 'View' || onNote || command.id === 'new-note') && command.enabled();
}
