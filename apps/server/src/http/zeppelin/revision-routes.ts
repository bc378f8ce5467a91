import { requireRight } from './permissions.ts';
import { bodyOf, param, type Route } from './route.ts';

const AUTOMATIC: Readonly<Record<string, string>> = {
  'before-run-all': 'Before all cells ran',
  'after-pause': 'Before work went on',
  'before-restore': 'Before an older revision came back',
  'before-replace': 'Before the content was replaced',
};

/** Revisions as Zeppelin names them: a commit has an id, a message and a time in seconds. */
export function revisionRoutes(route: Route): void {
  route('get', '/notebook/:noteId/revision', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'read');
    const revisions = await notebook.history.list(noteId);
    return {
      body: revisions.map(({ id, message, reason, at }) => ({
        id,
        message: message === '' ? (AUTOMATIC[reason] ?? '') : message,
        time: Math.floor(at / 1000),
      })),
    };
  });
  route('post', '/notebook/:noteId/revision', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'write');
    const { commitMessage } = bodyOf(request);
    const message = typeof commitMessage === 'string' ? commitMessage : '';
    return { body: (await notebook.history.save(noteId, message)).id };
  });
  route('get', '/notebook/:noteId/revision/:revisionId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'read');
    return { body: await notebook.history.read(noteId, param(request, 'revisionId')) };
  });
  route('put', '/notebook/:noteId/revision/:revisionId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'write');
    await notebook.history.restore(noteId, param(request, 'revisionId'));
    return {};
  });
}
