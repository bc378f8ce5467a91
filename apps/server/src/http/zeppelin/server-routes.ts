import { USER } from './permissions.ts';
import type { Route } from './route.ts';

/** What clients ask of the server itself. */
export function serverRoutes(route: Route, version: string): void {
  route('get', '/version', async () => ({
    message: 'Riffle version',
    body: { 'git-commit-id': '', 'git-timestamp': '', version },
  }));
  // Zeppelin's own client asks who it is before anything else.
  route('get', '/security/ticket', async () => ({ body: { principal: USER, ticket: USER, roles: '[]' } }));
}
