import { type NoteDocument, NoteFormatError, parseNoteDocument } from '@riffle/note-model';
import express, { type Request, type Response, Router } from 'express';
import type { Notebook } from '../notebook/notebook.ts';
import { NotebookError } from '../notebook/notebook-error.ts';
import { liveParagraph } from '../notebook/paragraph-results.ts';

/** Finds the notebook a request is for, or answers it with an error and gives null. */
export type FindNotebook = (request: Request) => Notebook;

const HTTP_STATUS: Readonly<Record<NotebookError['code'], number>> = {
  'not-found': 404,
  conflict: 409,
  'invalid-request': 400,
  'too-large': 413,
  failed: 500,
};
const STATUS_NAMES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'CREATED',
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'REQUEST_ENTITY_TOO_LARGE',
  500: 'INTERNAL_SERVER_ERROR',
};

/** A note may hold 5 MB of text; JSON escapes make it longer. */
const BODY_LIMIT = '12mb';

type Handler = (notebook: Notebook, request: Request) => Promise<Answer>;
interface Answer {
  readonly status?: 200 | 201;
  readonly body?: unknown;
  /** Sent as it is instead of Zeppelin's envelope. */
  readonly raw?: unknown;
}

/** Zeppelin's REST API for notes and paragraphs, in Zeppelin's shapes: `{"status":"OK","message":"","body":…}`. */
export function zeppelinApi(find: FindNotebook): Router {
  const router = Router({ mergeParams: true });
  router.use(express.json({ limit: BODY_LIMIT, strict: false, type: () => true }));
  const route = (method: 'get' | 'post' | 'put' | 'delete', path: string, handler: Handler): void => {
    router[method](path, async (request: Request, response: Response) => {
      const answer = await handler(find(request), request);
      if (answer.raw !== undefined) {
        response.json(answer.raw);
      } else {
        const status = answer.status ?? 200;
        response.status(status).json({ status: STATUS_NAMES[status], message: '', body: answer.body ?? null });
      }
    });
  };
  noteRoutes(route);
  paragraphRoutes(route);
  jobRoutes(route);
  router.use((error: Error, _request: Request, response: Response, _next: (error: Error) => void) => {
    const { status, message } = describeError(error);
    response.status(status).json({ status: STATUS_NAMES[status] ?? 'ERROR', message });
  });
  return router;
}

type Route = (method: 'get' | 'post' | 'put' | 'delete', path: string, handler: Handler) => void;

function noteRoutes(route: Route): void {
  route('get', '/notebook', async (notebook) => ({
    body: (await notebook.notes.list()).map(({ id, path }) => ({ id, path })),
  }));
  route('post', '/notebook', async (notebook, { body }) => {
    const name = requireText(body, 'name');
    const paragraphs = Array.isArray(body.paragraphs) ? body.paragraphs : [];
    return { body: await notebook.notes.create(name, paragraphs.map(paragraphInput)) };
  });
  route('post', '/notebook/import', async (notebook, { body, query }) => {
    const document = importedNote(body);
    const path = typeof query['notePath'] === 'string' ? query['notePath'] : ((body.path as string) ?? document.name);
    return { body: await notebook.notes.add(path, document) };
  });
  route('get', '/notebook/export/:noteId', async (notebook, { params }) => ({
    raw: await notebook.notes.document(param(params, 'noteId')),
  }));
  route('get', '/notebook/:noteId', async (notebook, { params }) => ({
    body: await notebook.notes.document(param(params, 'noteId')),
  }));
  route('post', '/notebook/:noteId', async (notebook, { params, body }) => {
    const document = await notebook.notes.document(param(params, 'noteId'));
    return { body: await notebook.notes.add(requireText(body, 'name'), document) };
  });
  route('put', '/notebook/:noteId/rename', async (notebook, { params, body }) => {
    await notebook.notes.rename(param(params, 'noteId'), requireText(body, 'name'));
    return {};
  });
  route('delete', '/notebook/:noteId', async (notebook, { params }) => {
    const noteId = param(params, 'noteId');
    await notebook.stopAll(noteId);
    await notebook.notes.remove(noteId);
    return {};
  });
  route('put', '/notebook/:noteId/clear', async (notebook, { params }) => {
    const noteId = param(params, 'noteId');
    for (const cell of (await notebook.notes.open(noteId)).cells) {
      await notebook.clear(noteId, cell.paragraph.id);
    }
    return {};
  });
}

function paragraphRoutes(route: Route): void {
  route('post', '/notebook/:noteId/paragraph', async (notebook, { params, body }) => {
    const noteId = param(params, 'noteId');
    const { cells } = await notebook.notes.open(noteId);
    const index = typeof body.index === 'number' ? body.index : cells.length;
    return { status: 201, body: await notebook.notes.insert(noteId, index, paragraphInput(body)) };
  });
  route('get', '/notebook/:noteId/paragraph/:paragraphId', async (notebook, { params }) => ({
    body: await paragraphOf(notebook, params),
  }));
  route('put', '/notebook/:noteId/paragraph/:paragraphId', async (notebook, { params, body }) => {
    const [noteId, cellId] = [param(params, 'noteId'), param(params, 'paragraphId')];
    await notebook.notes.edit(noteId, cellId, { text: requireText(body, 'text') });
    if (typeof body.title === 'string') {
      await notebook.notes.patch(noteId, cellId, { title: body.title });
    }
    return {};
  });
  route('delete', '/notebook/:noteId/paragraph/:paragraphId', async (notebook, { params }) => {
    const [noteId, cellId] = [param(params, 'noteId'), param(params, 'paragraphId')];
    await notebook.stopCell(noteId, cellId);
    await notebook.notes.removeCell(noteId, cellId);
    return {};
  });
  route('post', '/notebook/:noteId/paragraph/:paragraphId/move/:index', async (notebook, { params }) => {
    const index = Number(param(params, 'index'));
    if (!Number.isInteger(index) || index < 0) {
      throw new NotebookError('invalid-request', 'The new place must be a whole number, from 0.');
    }
    await notebook.notes.moveCell(param(params, 'noteId'), param(params, 'paragraphId'), index);
    return {};
  });
}

function jobRoutes(route: Route): void {
  route('post', '/notebook/job/:noteId', async (notebook, { params }) => {
    await notebook.runAll(param(params, 'noteId'));
    return {};
  });
  route('get', '/notebook/job/:noteId', async (notebook, { params }) => {
    const document = await notebook.notes.document(param(params, 'noteId'));
    return {
      body: document.paragraphs.map(({ id, status, dateStarted, dateFinished }) => ({
        id,
        status,
        progress: status === 'FINISHED' ? '100' : '0',
        started: dateStarted ?? null,
        finished: dateFinished ?? null,
      })),
    };
  });
  route('delete', '/notebook/job/:noteId', async (notebook, { params }) => {
    await notebook.stopAll(param(params, 'noteId'));
    return {};
  });
  route('post', '/notebook/job/:noteId/:paragraphId', async (notebook, { params }) => {
    await notebook.run(param(params, 'noteId'), param(params, 'paragraphId'));
    return {};
  });
  route('get', '/notebook/job/:noteId/:paragraphId', async (notebook, { params }) => {
    const { id, status, dateStarted, dateFinished } = await paragraphOf(notebook, params);
    return { body: { id, status, progress: '0', started: dateStarted ?? null, finished: dateFinished ?? null } };
  });
  route('delete', '/notebook/job/:noteId/:paragraphId', async (notebook, { params }) => {
    await notebook.stopCell(param(params, 'noteId'), param(params, 'paragraphId'));
    return {};
  });
  route('post', '/notebook/run/:noteId/:paragraphId', async (notebook, { params }) => {
    const [noteId, cellId] = [param(params, 'noteId'), param(params, 'paragraphId')];
    await notebook.run(noteId, cellId);
    await notebook.finished(noteId, cellId);
    const { results } = await paragraphOf(notebook, params);
    return { body: results ?? { code: 'SUCCESS', msg: [] } };
  });
}

async function paragraphOf(notebook: Notebook, params: Request['params']) {
  const { cell } = await notebook.notes.cell(param(params, 'noteId'), param(params, 'paragraphId'));
  return liveParagraph(cell, (resultId) => notebook.result(resultId));
}

function param(params: Request['params'], name: string): string {
  return String(params[name]);
}

function requireText(body: Record<string, unknown> | undefined, key: string): string {
  const value = body?.[key];
  if (typeof value !== 'string' || (key === 'name' && value.trim() === '')) {
    throw new NotebookError('invalid-request', `The request needs "${key}", a text.`);
  }
  return value;
}

function paragraphInput(raw: Record<string, unknown>): {
  text: string;
  title?: string;
  config?: Record<string, unknown>;
} {
  const { text, title, config } = raw;
  return {
    text: typeof text === 'string' ? text : '',
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof config === 'object' && config !== null ? { config: config as Record<string, unknown> } : {}),
  };
}

function importedNote(body: unknown): NoteDocument {
  return parseNoteDocument(JSON.stringify(body ?? null), { id: 'imported', name: 'Imported note' });
}

function describeError(error: Error): { status: number; message: string } {
  if (error instanceof NotebookError) {
    return { status: HTTP_STATUS[error.code], message: error.message };
  }
  if (error instanceof NoteFormatError) {
    return { status: 400, message: error.message };
  }
  const { status } = error as { status?: unknown };
  if (status === 413) {
    return { status, message: `The request is larger than ${BODY_LIMIT}.` };
  }
  if (typeof status === 'number' && status < 500) {
    return { status, message: `The request cannot be read: ${error.message}` };
  }
  return { status: 500, message: error.message };
}
