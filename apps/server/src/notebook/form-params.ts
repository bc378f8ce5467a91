import type { FormValue } from '@riffle/note-model';
import { formsOfParagraph } from './cell-forms.ts';
import type { CellState } from './cell-state.ts';
import type { Notebook } from './notebook.ts';

/** Gives forms the values a script passes, in the cells that have them, or in the note; a single cell takes any name. */
export async function setParams(
  notebook: Notebook,
  noteId: string,
  cells: readonly CellState[],
  params: Readonly<Record<string, unknown>>,
): Promise<void> {
  const note = await notebook.notes.open(noteId);
  for (const [name, raw] of Object.entries(params)) {
    const value = formValueOf(raw);
    const having = cells.filter(({ paragraph }) => formsOfParagraph(paragraph).some((form) => form.name === name));
    for (const cell of having) {
      await notebook.forms.set(noteId, cell.paragraph.id, name, value);
    }
    const [only] = cells;
    if (note.forms.has(name)) {
      await notebook.forms.set(noteId, undefined, name, value);
    } else if (having.length === 0 && cells.length === 1 && only !== undefined) {
      await notebook.forms.set(noteId, only.paragraph.id, name, value);
    }
  }
}

function formValueOf(raw: unknown): FormValue {
  return Array.isArray(raw) ? raw.map(String) : raw === null || raw === undefined ? '' : String(raw);
}
