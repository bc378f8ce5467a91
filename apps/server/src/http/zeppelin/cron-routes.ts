import { requireRight } from './permissions.ts';
import { param, RestError, type Route } from './route.ts';

/**
 * Schedules. Zeppelin has them off unless its administrator turns them on, and answers as here; what a note says about
 * its schedule is kept and given out.
 */
export function cronRoutes(route: Route): void {
  route('get', '/notebook/cron/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'read');
    const { config } = await notebook.notes.open(noteId);
    return { body: { cron: config['cron'] ?? null, releaseResource: config['releaseresource'] ?? null } };
  });
  route('post', '/notebook/cron/:noteId', async (notebook, request) => {
    await notebook.notes.open(param(request, 'noteId'));
    throw new RestError(
      403,
      'Notes are not run on a schedule here. Let the system\'s own scheduler call "riffle run", or POST /api/notebook/job/{noteId}.',
    );
  });
  route('delete', '/notebook/cron/:noteId', async (notebook, request) => {
    const noteId = param(request, 'noteId');
    await requireRight(notebook, noteId, 'write');
    await notebook.notes.configureNote(noteId, { cron: null });
    return {};
  });
}
