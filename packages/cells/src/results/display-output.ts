import { type DisplayMessage, fillTemplate, tableDisplay } from '@riffle/note-model';
import type { Output } from '@riffle/protocol';

/** The rows a result shows now, in order; undefined when it is no longer kept. */
export type RowsOf = (resultId: string) => readonly (readonly (string | null)[])[] | undefined;

/** One output in Zeppelin's display form; null for outputs that display nothing. */
export function displayOutput(output: Output, rowsOf: RowsOf): DisplayMessage | null {
  switch (output.kind) {
    case 'text':
      return { type: 'TEXT', data: output.text };
    case 'html':
      return { type: 'HTML', data: output.html };
    case 'table':
      return tableDisplay(namesOf(output.columns), output.rows);
    case 'result':
      return displayResult(output, rowsOf(output.resultId) ?? []);
    case 'problem': {
      const { start, message, hint } = output.problem;
      const place = start === undefined ? '' : `${start.line}:${start.column}: `;
      return { type: 'TEXT', data: `${place}${message}${hint === undefined ? '' : ` ${hint}`}` };
    }
    case 'insert':
      return null;
  }
}

/**
 * A table, or a single row in its template. That is HTML and not Zeppelin's ANGULAR: an Angular page would evaluate
 * what it finds between double braces, and the values are data.
 */
function displayResult(
  { columns, mode, template }: Extract<Output, { kind: 'result' }>,
  rows: readonly (readonly (string | null)[])[],
): DisplayMessage | null {
  if (template === undefined || mode !== 'single') {
    return tableDisplay(namesOf(columns), rows);
  }
  const row = rows.at(-1);
  return row === undefined ? null : { type: 'HTML', data: fillTemplate(template, row) };
}

function namesOf(columns: readonly { readonly name: string }[]): string[] {
  return columns.map(({ name }) => name);
}
