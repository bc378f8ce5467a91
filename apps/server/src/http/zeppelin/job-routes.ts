import { languageOf, type ParagraphDocument, parseHeader } from '@riffle/note-model';
import type { Request } from 'express';
import { setParams } from '../../notebook/form-params.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { paragraphOf } from './paragraph-routes.ts';
import { requireRight } from './permissions.ts';
import { asRecord, bodyOf, param, placeOf, queryText, RestError, type Route } from './route.ts';

/** Runs: start, wait, look at, stop. */
export function jobRoutes(route: Route): void {
  route('post', '/notebook/job/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'run');
    await refuseUnknownInterpreters(notebook, noteId);
    const { cells } = await notebook.notes.open(noteId);
    await setParams(notebook, noteId, cells, paramsOf(request));
    await notebook.runs.runAll(noteId);
    if (waits(request)) {
      await Promise.all(cells.map(({ paragraph }) => notebook.runs.finished(noteId, paragraph.id)));
    }
    return {};
  });
  route('get', '/notebook/job/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'read');
    return { body: (await notebook.notes.document(noteId)).paragraphs.map(jobStatus) };
  });
  route('delete', '/notebook/job/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'run');
    await notebook.runs.stopAll(noteId);
    return {};
  });
  route('post', '/notebook/job/:noteId/:paragraphId', async (notebook, request) => {
    await start(notebook, request);
    return {};
  });
  route('get', '/notebook/job/:noteId/:paragraphId', async (notebook, request) => {
    const place = placeOf(request);
    await requireRight(notebook, place.noteId, 'read');
    return { body: jobStatus(await paragraphOf(notebook, place)) };
  });
  route('delete', '/notebook/job/:noteId/:paragraphId', async (notebook, request) => {
    const { noteId, cellId } = placeOf(request);
    await requireRight(notebook, noteId, 'run');
    await notebook.runs.stopCell(noteId, cellId);
    return {};
  });
  route('post', '/notebook/run/:noteId/:paragraphId', async (notebook, request) => {
    await start(notebook, request);
    const place = placeOf(request);
    await notebook.runs.finished(place.noteId, place.cellId);
    const { results, status } = await paragraphOf(notebook, place);
    return {
      status: status === 'ERROR' ? 500 : 200,
      body: results ?? { code: status === 'ERROR' ? 'ERROR' : 'SUCCESS', msg: [] },
    };
  });
}

async function start(notebook: Notebook, request: Request): Promise<void> {
  const { noteId, cellId } = placeOf(request);
  await requireRight(notebook, noteId, 'run');
  const { cell } = await notebook.notes.cell(noteId, cellId);
  await setParams(notebook, noteId, [cell], paramsOf(request));
  await notebook.runs.run(noteId, cellId);
}

/** `{"params":{"name":"value","boxes":["a","b"]}}` */
function paramsOf(request: Request): Readonly<Record<string, unknown>> {
  const { params = {} } = bodyOf(request);
  const given = asRecord(params);
  if (given === undefined) {
    throw new RestError(400, 'The request\'s "params" must be an object: the values of forms by their names.');
  }
  return given;
}

/** Older scripts say `waitToFinish`. Without either the call answers at once: a stream would never let it answer. */
function waits(request: Request): boolean {
  return [queryText(request, 'blocking'), queryText(request, 'waitToFinish')].includes('true');
}

function jobStatus({ id, status, dateStarted, dateFinished }: ParagraphDocument) {
  return {
    id,
    status,
    progress: status === 'FINISHED' ? '100' : '0',
    started: dateStarted ?? null,
    finished: dateFinished ?? null,
  };
}

async function refuseUnknownInterpreters(notebook: Notebook, noteId: string): Promise<void> {
  const { cells } = await notebook.notes.open(noteId);
  const unknown = cells.find(
    ({ paragraph: { text = '', config } }) =>
      config['enabled'] !== false && languageOf(parseHeader(text).interpreter) === 'unknown',
  );
  if (unknown !== undefined) {
    const { interpreter } = parseHeader(unknown.paragraph.text ?? '');
    throw new RestError(412, `${unknown.paragraph.id}: there is no interpreter %${interpreter}.`);
  }
}
