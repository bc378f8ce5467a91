/** Hands key presses to commands. It listens before the page does, so that an editor does not take them first. */
import { isAvailable } from '../../core/commands/available.ts';
import { chordOf } from '../../core/keys/chord.ts';
import { commandFor, type KeyContext } from '../../core/keys/keymap.ts';
import { isMac, studio } from '../../page.ts';

export function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || document.querySelector('dialog[open], [role="menu"]') !== null) {
    return;
  }
  if (typeAhead(event)) {
    return;
  }
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  const command = commandFor(chordOf(event, isMac), contextOf(target, event));
  if (command === undefined || (command === 'leave-editor' && hasOpenWidget(target))) {
    return;
  }
  if (command === 'delete-cell' && target.closest('[data-cell-id]') === null) {
    return;
  }
  const entry = studio.commands.get(command);
  if (entry !== undefined && isAvailable(entry, studio.ui)) {
    event.preventDefault();
    event.stopPropagation();
    entry.run();
  } else if (command === 'save') {
    event.preventDefault();
  }
}

/** A new cell is on its way: what is typed meanwhile is meant for it. */
function typeAhead(event: KeyboardEvent): boolean {
  const { typedAhead } = studio.ui.getState();
  const letter = event.key === 'Enter' ? '\n' : event.key;
  if (typedAhead === null || letter.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  studio.ui.setState({ typedAhead: typedAhead + letter });
  return true;
}

function contextOf(target: HTMLElement, event: KeyboardEvent): KeyContext {
  if (target.closest('[data-cell-editor]') !== null) {
    return 'edit';
  }
  if (target.closest('input, textarea, select, [contenteditable], [data-own-keys]') !== null) {
    return 'field';
  }
  const presses = event.key === 'Enter' || event.key === ' ';
  return presses && !event.shiftKey && target.closest('button, a') !== null ? 'field' : 'command';
}

/** Suggestions, find and the like close with Escape before the editor is left. */
function hasOpenWidget(target: HTMLElement): boolean {
  const editor = target.closest('[data-cell-editor]');
  return (
    editor?.querySelector('.suggest-widget.visible, .find-widget.visible, .parameter-hints-widget.visible') != null
  );
}
