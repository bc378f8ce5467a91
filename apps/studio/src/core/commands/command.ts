import type { CommandId } from '../keys/keymap.ts';

export interface Command {
  readonly id: CommandId;
  readonly title: string;
  readonly section: 'Cell' | 'Note' | 'View';
  /** False where it would do nothing now. */
  readonly enabled: () => boolean;
  readonly run: () => void;
}

export type Doing = readonly [run: () => void, enabled?: () => boolean];

/** The commands of one section, from their titles and what they do. */
export function section(
  name: Command['section'],
  entries: Partial<Record<CommandId, readonly [title: string, doing: Doing]>>,
): Command[] {
  return Object.entries(entries).map(([id, [title, [run, enabled]]]) => ({
    id: id as CommandId,
    title,
    section: name,
    run,
    enabled: enabled ?? (() => true),
  }));
}
