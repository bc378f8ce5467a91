import type { ParagraphDocument } from '@riffle/note-model';
import type { ParagraphInput } from '../../notebook/note-book.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { requireRight } from './permissions.ts';
import { asRecord, bodyOf, param, placeOf, RestError, type Route, requireText } from './route.ts';

/** Paragraphs: make, read, change, move, remove. */
export function paragraphRoutes(route: Route): void {
  route('post', '/notebook/:noteId/paragraph', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'write');
    const { cells } = await notebook.notes.open(noteId);
    const body = bodyOf(request);
    const index = typeof body['index'] === 'number' ? body['index'] : cells.length;
    return { status: 201, body: await notebook.notes.insert(noteId, index, paragraphInput(body)) };
  });
  route('get', '/notebook/:noteId/paragraph/:paragraphId', async (notebook, request) => {
    const place = placeOf(request);
    await requireRight(notebook, place.noteId, 'read');
    return { body: await paragraphOf(notebook, place) };
  });
  route('put', '/notebook/:noteId/paragraph/:paragraphId', async (notebook, request) => {
    const { noteId, cellId } = placeOf(request);
    const text = requireText(request, 'text');
    await requireRight(notebook, noteId, 'write');
    await notebook.notes.edit(noteId, cellId, { text });
    const { title } = bodyOf(request);
    if (typeof title === 'string') {
      await notebook.notes.patch(noteId, cellId, { title });
    }
    return {};
  });
  route('put', '/notebook/:noteId/paragraph/:paragraphId/config', async (notebook, request) => {
    const place = placeOf(request);
    await requireRight(notebook, place.noteId, 'write');
    const config = bodyOf(request);
    if (Object.keys(config).length === 0) {
      throw new RestError(400, 'The configuration is empty: name what is to be set.');
    }
    await notebook.notes.configure(place.noteId, place.cellId, config);
    return { body: await paragraphOf(notebook, place) };
  });
  route('delete', '/notebook/:noteId/paragraph/:paragraphId', async (notebook, request) => {
    const { noteId, cellId } = placeOf(request);
    await requireRight(notebook, noteId, 'write');
    await notebook.runs.stopCell(noteId, cellId);
    await notebook.notes.removeCell(noteId, cellId);
    return {};
  });
  route('post', '/notebook/:noteId/paragraph/:paragraphId/move/:index', async (notebook, request) => {
    const { noteId, cellId } = placeOf(request);
    await requireRight(notebook, noteId, 'write');
    const index = Number(param(request, 'index'));
    const { cells } = await notebook.notes.open(noteId);
    if (!Number.isInteger(index) || index < 0 || index >= cells.length) {
      throw new RestError(400, `The new place must be a whole number from 0 to ${cells.length - 1}.`);
    }
    await notebook.notes.moveCell(noteId, cellId, index);
    return {};
  });
}

/** The paragraph with its status and the results it shows now. */
export async function paragraphOf(
  notebook: Notebook,
  { noteId, cellId }: { readonly noteId: string; readonly cellId: string },
): Promise<ParagraphDocument> {
  const { cell } = await notebook.notes.cell(noteId, cellId);
  return notebook.notes.paragraph(cell);
}

export function paragraphInput({ text, title, config }: Readonly<Record<string, unknown>>): ParagraphInput {
  return {
    text: typeof text === 'string' ? text : '',
    ...(typeof title === 'string' ? { title } : {}),
    ...(asRecord(config) === undefined ? {} : { config: asRecord(config) }),
  };
}
