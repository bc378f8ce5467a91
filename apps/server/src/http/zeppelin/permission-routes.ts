import { readPermissions, writePermissions } from './permissions.ts';
import { param, type Route } from './route.ts';

export function permissionRoutes(route: Route): void {
  route('get', '/notebook/:noteId/permissions', async (notebook, request) => ({
    body: await readPermissions(notebook, param(request, 'noteId')),
  }));
  route('put', '/notebook/:noteId/permissions', async (notebook, request) => {
    await writePermissions(notebook, param(request, 'noteId'), request);
    return {};
  });
}
