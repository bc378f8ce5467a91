import type { LogLineView } from '@riffle/protocol';

export type LogLevel = LogLineView['level'];

export const LEVELS: readonly { readonly id: LogLevel; readonly title: string }[] = [
  { id: 'DEBUG', title: 'All levels' },
  { id: 'INFO', title: 'Info and above' },
  { id: 'WARN', title: 'Warnings and errors' },
  { id: 'ERROR', title: 'Errors only' },
];

/** The lines of a level or above that hold every word; lines that go on with another stay with it. */
export function linesFrom<L extends LogLineView>(lines: readonly L[], level: LogLevel, search: string): L[] {
  const least = LEVELS.findIndex(({ id }) => id === level);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  let kept = false;
  return lines.filter((line) => {
    if (line.at !== null) {
      kept = LEVELS.findIndex(({ id }) => id === line.level) >= least && holds(line, words);
      return kept;
    }
    return kept || (words.length > 0 && level === 'DEBUG' && holds(line, words));
  });
}

function holds({ text }: LogLineView, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
