import { freeNotePath } from '@riffle/note-model';
import { normalizeNotePath } from '@riffle/notes';
import type { Request } from 'express';
import type { Notebook } from '../../notebook/notebook.ts';
import { paragraphInput } from './paragraph-routes.ts';
import { requireRight } from './permissions.ts';
import { asRecord, bodyOf, param, queryText, RestError, type Route, requireText } from './route.ts';

const DEFAULT_NAME = 'Untitled Note';

/** Notes: list, make, read, copy, rename, remove, clear, take away and bring in. */
export function noteRoutes(route: Route): void {
  route('get', '/notebook', async (notebook) => ({
    body: (await notebook.notes.list()).map(({ id, path }) => ({ id, path })),
  }));
  route('post', '/notebook', async (notebook, request) => {
    const { name, paragraphs } = bodyOf(request);
    const path = typeof name === 'string' && name.trim() !== '' ? name : await freePath(notebook, DEFAULT_NAME);
    const inputs = Array.isArray(paragraphs) ? paragraphs.map((each) => paragraphInput(asRecord(each) ?? {})) : [];
    return { body: await notebook.notes.create(path, inputs) };
  });
  route('post', '/notebook/import', async (notebook, request) => ({ body: await importNote(notebook, request) }));
  route('post', '/notebook/getByPath', async (notebook, request) => {
    const path = normalizeNotePath(requireText(request, 'notePath'));
    const found = (await notebook.notes.list()).find((note) => note.path === path);
    if (found === undefined) {
      throw new RestError(404, `There is no note ${path}.`);
    }
    return { body: await notebook.notes.document(found.id) };
  });
  route('get', '/notebook/export/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'read');
    return { raw: JSON.parse((await notebook.files.exportNote(noteId, 'zpln')).text) };
  });
  route('get', '/notebook/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'read');
    return { body: await notebook.notes.document(noteId) };
  });
  route('post', '/notebook/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'read');
    const { name } = bodyOf(request);
    return { body: await notebook.files.cloneNote(noteId, typeof name === 'string' && name !== '' ? name : undefined) };
  });
  route('put', '/notebook/:noteId/rename', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    const name = requireText(request, 'name');
    await requireRight(notebook, noteId, 'write');
    await notebook.notes.rename(noteId, name);
    return {};
  });
  route('delete', '/notebook/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'write');
    await notebook.runs.stopAll(noteId);
    await notebook.notes.remove(noteId);
    return {};
  });
  route('put', '/notebook/:noteId/clear', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'write');
    const { cells } = await notebook.notes.open(noteId);
    await notebook.runs.clearCells(
      noteId,
      cells.map(({ paragraph }) => paragraph.id),
    );
    return {};
  });
}

/** JSON with "cells" is a Jupyter notebook, as Zeppelin tells the two apart. */
async function importNote(notebook: Notebook, request: Request): Promise<string> {
  const raw = request.body as unknown;
  const notePath = queryText(request, 'notePath');
  const name = asRecord(raw)?.['name'];
  const isJupyter = asRecord(raw)?.['cells'] !== undefined;
  const fileName = `${typeof name === 'string' && !name.includes('/') ? name : 'Imported note'}${isJupyter ? '.ipynb' : '.json'}`;
  const { noteId } = await notebook.files.importNote({ fileName, text: JSON.stringify(raw ?? null) });
  if (notePath !== undefined) {
    await notebook.notes.rename(noteId, await freePath(notebook, notePath));
  }
  return noteId;
}

async function freePath(notebook: Notebook, path: string): Promise<string> {
  const taken = (await notebook.notes.list()).map((note) => note.path);
  return freeNotePath(normalizeNotePath(path), taken);
}
