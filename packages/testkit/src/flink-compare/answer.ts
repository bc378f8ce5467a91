/** Makes answers that can be compared out of the changes an engine gave. */
import type { Answer, AnswerRow, ComparedQuery } from './query-files.ts';

/** What an engine gave: columns, and in order the changes, each its kind and cells. */
export interface RawAnswer {
  readonly columns: Answer['columns'];
  readonly changes: readonly AnswerRow[];
}

export function answerOf({ columns, changes }: RawAnswer, { compare }: ComparedQuery): Answer {
  const final = sortedRows(remainingRows(changes));
  return compare === 'final' ? { columns, final } : { columns, changes: sortedRows(changes), final };
}

/** One row a line, so that a golden file can be read and its differences too. */
export function answerText(answer: Answer): string {
  const list = (rows: readonly AnswerRow[]): string =>
    rows.length === 0 ? '[]' : `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`;
  const parts = [`  "columns": ${list(answer.columns)}`];
  if (answer.changes !== undefined) {
    parts.push(`  "changes": ${list(answer.changes)}`);
  }
  parts.push(`  "final": ${list(answer.final)}`);
  return `{\n${parts.join(',\n')}\n}\n`;
}

/** The rows after all changes: `+` adds a row, `-` takes one that is equal away. */
function remainingRows(changes: readonly AnswerRow[]): AnswerRow[] {
  const counts = new Map<string, number>();
  for (const [kind, ...cells] of changes) {
    const text = JSON.stringify(cells);
    counts.set(text, (counts.get(text) ?? 0) + (kind?.startsWith('+') ? 1 : -1));
  }
  return [...counts].flatMap(([text, count]) =>
    Array.from({ length: Math.max(0, count) }, () => JSON.parse(text) as AnswerRow),
  );
}

function sortedRows(rows: readonly AnswerRow[]): AnswerRow[] {
  const byText = new Map(rows.map((row) => [row, JSON.stringify(row)]));
  const textOf = (row: AnswerRow): string => byText.get(row) ?? '';
  return [...rows].sort((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0));
}
