import type { DisplayMessage } from './zpln.ts';

/** A cell of Zeppelin's TABLE display: tabs and line breaks would break the format, so they become blanks. */
export function tableCell(text: string): string {
  return text.replace(/\r\n|[\t\n\r]/g, ' ');
}

/** Rows as Zeppelin's TABLE display: a header line and one line a row, cells parted by tabs; NULL prints as `null`. */
export function tableDisplay(columns: readonly string[], rows: Iterable<readonly (string | null)[]>): DisplayMessage {
  const lines = [columns.map(tableCell).join('\t')];
  for (const row of rows) {
    lines.push(row.map((cell) => (cell === null ? 'null' : tableCell(cell))).join('\t'));
  }
  return { type: 'TABLE', data: `${lines.join('\n')}\n` };
}

/** The table behind a TABLE display: its header and its rows. */
export function parseTableDisplay(data: string): { columns: string[]; rows: string[][] } {
  const lines = data.replace(/\n+$/, '').split('\n');
  const [header = '', ...rest] = lines;
  return { columns: header.split('\t'), rows: rest.map((line) => line.split('\t')) };
}
