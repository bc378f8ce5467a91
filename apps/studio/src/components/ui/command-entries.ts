import type { CommandId } from '../../core/keys/keymap.ts';
import { studio } from '../../page.ts';
import { keyOf } from './key-hint.tsx';
import type { MenuEntry } from './menu.tsx';

/** A command in a menu, under the words that fit there. */
export type CommandEntry = readonly [command: CommandId, title: string];

/** Groups of commands as a menu: a line between groups, each with its key, and greyed out where it would do nothing. */
export function commandEntries(groups: readonly (readonly CommandEntry[])[]): MenuEntry[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, g) =>
      group.map(([id, title], i) => ({
        title,
        hint: keyOf(id),
        disabled: studio.commands.get(id)?.enabled() !== true,
        danger: id.startsWith('delete-'),
        separated: g > 0 && i === 0,
        run: () => studio.commands.get(id)?.run(),
      })),
    );
}
