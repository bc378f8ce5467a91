/** Every action a person can take by key or palette: what it is called, when it makes sense, and what it does. */
import type { CommandId } from '../keys/keymap.ts';
import type { Studio } from '../studio.ts';
import { cellCommands } from './cell-commands.ts';
import type { Command } from './command.ts';
import { noteCommands } from './note-commands.ts';
import { viewCommands } from './view-commands.ts';

export function createCommands(studio: Studio): ReadonlyMap<CommandId, Command> {
  const commands = [...cellCommands(studio), ...noteCommands(studio), ...viewCommands(studio)];
  return new Map(commands.map((command) => [command.id, command]));
}
