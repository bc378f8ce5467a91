import { chordText } from '../../core/keys/chord.ts';
import { type CommandId, chordFor } from '../../core/keys/keymap.ts';
import { isMac } from '../../page.ts';

/** The key of a command as text; undefined when it has none. */
export function keyOf(command: CommandId): string | undefined {
  const chord = chordFor(command);
  return chord === undefined ? undefined : chordText(chord, isMac);
}

export function KeyHint({ command }: { command: CommandId }) {
  const text = keyOf(command);
  return text === undefined ? null : <kbd className="kbd">{text}</kbd>;
}
