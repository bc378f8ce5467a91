/** Which keys do what. Commands are named here; what they do stands with them. */
export type CommandId =
  | 'run-and-next'
  | 'run'
  | 'run-all'
  | 'run-stale'
  | 'stop'
  | 'stop-all'
  | 'leave-editor'
  | 'edit'
  | 'next-cell'
  | 'previous-cell'
  | 'first-cell'
  | 'last-cell'
  | 'run-above'
  | 'run-below'
  | 'run-frozen'
  | 'insert-above'
  | 'insert-below'
  | 'insert-text-below'
  | 'move-up'
  | 'move-down'
  | 'move-top'
  | 'move-bottom'
  | 'clone-cell'
  | 'split-cell'
  | 'merge-cell'
  | 'format'
  | 'language-text'
  | 'language-menu'
  | 'undo-delete'
  | 'delete-cell'
  | 'clear-output'
  | 'toggle-code'
  | 'toggle-output'
  | 'show-plan'
  | 'toggle-enabled'
  | 'toggle-fold'
  | 'toggle-lines'
  | 'edit-title'
  | 'toggle-title'
  | 'width-menu'
  | 'wider'
  | 'narrower'
  | 'hide-all-code'
  | 'show-all-code'
  | 'hide-all-output'
  | 'show-all-output'
  | 'fold-all'
  | 'unfold-all'
  | 'clear-all-output'
  | 'save'
  | 'palette'
  | 'toggle-side'
  | 'toggle-inspector'
  | 'close-drawers'
  | 'show-notes'
  | 'show-catalog'
  | 'show-jobs'
  | 'show-applications'
  | 'deploy-note'
  | 'new-note'
  | 'rename-note'
  | 'delete-note'
  | 'new-from-example'
  | 'import-notes'
  | 'clone-note'
  | 'move-note'
  | 'export-note'
  | 'export-sql'
  | 'export-ipynb'
  | 'save-revision'
  | 'show-revisions'
  | 'restart-interpreter'
  | 'settings'
  | 'theme-light'
  | 'theme-dark'
  | 'theme-system'
  | 'keys';

export interface KeyBinding {
  readonly chord: string;
  readonly command: CommandId;
  /** `command`: only while no text is being edited; `edit`: only in an editor. */
  readonly when?: 'command' | 'edit';
}

export const KEY_BINDINGS: readonly KeyBinding[] = [
  { chord: 'Shift+Enter', command: 'run-and-next' },
  { chord: 'Mod+Enter', command: 'run' },
  { chord: 'Mod+Shift+Enter', command: 'run-all' },
  { chord: 'Mod+.', command: 'stop' },
  { chord: 'Shift+s', command: 'stop-all', when: 'command' },
  { chord: 'Mod+Shift+ArrowUp', command: 'run-above', when: 'command' },
  { chord: 'Mod+Shift+ArrowDown', command: 'run-below', when: 'command' },
  { chord: 'Escape', command: 'leave-editor', when: 'edit' },
  { chord: 'Escape', command: 'close-drawers', when: 'command' },
  { chord: 'Enter', command: 'edit', when: 'command' },
  { chord: 'j', command: 'next-cell', when: 'command' },
  { chord: 'k', command: 'previous-cell', when: 'command' },
  { chord: 'ArrowDown', command: 'next-cell', when: 'command' },
  { chord: 'ArrowUp', command: 'previous-cell', when: 'command' },
  { chord: 'Home', command: 'first-cell', when: 'command' },
  { chord: 'End', command: 'last-cell', when: 'command' },
  { chord: 'a', command: 'insert-above', when: 'command' },
  { chord: 'b', command: 'insert-below', when: 'command' },
  { chord: 'Shift+b', command: 'insert-text-below', when: 'command' },
  { chord: 'Alt+ArrowUp', command: 'move-up', when: 'command' },
  { chord: 'Alt+ArrowDown', command: 'move-down', when: 'command' },
  { chord: 'Alt+Shift+ArrowUp', command: 'move-top', when: 'command' },
  { chord: 'Alt+Shift+ArrowDown', command: 'move-bottom', when: 'command' },
  { chord: 'Shift+c', command: 'clone-cell', when: 'command' },
  { chord: 'Alt+Shift+Enter', command: 'split-cell', when: 'edit' },
  { chord: 'Shift+m', command: 'merge-cell', when: 'command' },
  { chord: 'Delete', command: 'delete-cell', when: 'command' },
  { chord: 'Backspace', command: 'delete-cell', when: 'command' },
  { chord: 'm', command: 'language-text', when: 'command' },
  { chord: 'y', command: 'language-menu', when: 'command' },
  { chord: 'z', command: 'undo-delete', when: 'command' },
  { chord: 't', command: 'edit-title', when: 'command' },
  { chord: 'Shift+t', command: 'toggle-title', when: 'command' },
  { chord: 'e', command: 'toggle-code', when: 'command' },
  { chord: 'o', command: 'toggle-output', when: 'command' },
  { chord: 'f', command: 'toggle-fold', when: 'command' },
  { chord: 'l', command: 'toggle-lines', when: 'command' },
  { chord: 'Shift+l', command: 'clear-output', when: 'command' },
  { chord: 'Shift+d', command: 'toggle-enabled', when: 'command' },
  { chord: 'w', command: 'width-menu', when: 'command' },
  { chord: '+', command: 'wider', when: 'command' },
  { chord: '-', command: 'narrower', when: 'command' },
  { chord: 'Shift+e', command: 'hide-all-code', when: 'command' },
  { chord: 'Shift+o', command: 'hide-all-output', when: 'command' },
  { chord: 'Shift+f', command: 'fold-all', when: 'command' },
  { chord: 'Alt+Shift+f', command: 'format' },
  { chord: 'Mod+s', command: 'save' },
  { chord: 'Mod+k', command: 'palette' },
  { chord: 'Mod+b', command: 'toggle-side' },
  { chord: 'Mod+i', command: 'toggle-inspector' },
  { chord: 'Mod+,', command: 'settings' },
  { chord: '?', command: 'keys', when: 'command' },
];

export type KeyContext =
  /** A cell or the page has the focus. */
  | 'command'
  /** A cell's editor has it. */
  | 'edit'
  /** Another field or a table has it: only chords with Mod are ours there. */
  | 'field';

/** The command of a chord where the focus is; undefined leaves the key to the page. */
export function commandFor(chord: string, context: KeyContext): CommandId | undefined {
  const binding = KEY_BINDINGS.find((b) => b.chord === chord && (b.when === undefined || b.when === context));
  if (binding === undefined || (context === 'field' && !chord.startsWith('Mod+'))) {
    return undefined;
  }
  return binding.command;
}

/** Every key of a command. */
export function chordsFor(command: CommandId): readonly string[] {
  return KEY_BINDINGS.filter((binding) => binding.command === command).map((binding) => binding.chord);
}

/** The first key of a command. */
export function chordFor(command: CommandId): string | undefined {
  return chordsFor(command)[0];
}
