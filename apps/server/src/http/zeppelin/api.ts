import express, { type Request, type Response, Router } from 'express';
import type { Notebook } from '../../notebook/notebook.ts';
import { cronRoutes } from './cron-routes.ts';
import { interpreterRoutes } from './interpreter-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { noteRoutes } from './note-routes.ts';
import { paragraphRoutes } from './paragraph-routes.ts';
import { permissionRoutes } from './permission-routes.ts';
import { revisionRoutes } from './revision-routes.ts';
import { type Answer, describeError, type Route, statusName } from './route.ts';
import { searchRoutes } from './search-routes.ts';
import { serverRoutes } from './server-routes.ts';

/** Finds the notebook a request is for; throws an error with an HTTP status when there is none. */
export type FindNotebook = (request: Request) => Notebook;

/** A note may hold 5 MB of text; JSON escapes make it longer. */
const BODY_LIMIT = '12mb';

/** Zeppelin's REST API for notes and paragraphs, in Zeppelin's shapes: `{"status":"OK","message":"","body":…}`. */
export function zeppelinApi(find: FindNotebook, { version }: { readonly version: string }): Router {
  const router = Router({ mergeParams: true });
  router.use(express.json({ limit: BODY_LIMIT, strict: false, type: () => true }));
  const route: Route = (method, path, handler) => {
    router[method](path, async (request: Request, response: Response) => {
      send(response, await handler(find(request), request));
    });
  };
  // A path with a fixed word comes before the same path with an id in that place.
  searchRoutes(route);
  serverRoutes(route, version);
  interpreterRoutes(route);
  cronRoutes(route);
  jobRoutes(route);
  noteRoutes(route);
  permissionRoutes(route);
  revisionRoutes(route);
  paragraphRoutes(route);
  router.use((request: Request, response: Response) => {
    send(response, { status: 404, message: `There is no ${request.method} ${request.originalUrl.split('?')[0]}.` });
  });
  router.use((error: Error, _request: Request, response: Response, _next: (error: Error) => void) => {
    send(response, describeError(error, BODY_LIMIT));
  });
  return router;
}

function send(response: Response, { status = 200, message = '', body, raw }: Answer): void {
  if (raw !== undefined) {
    response.status(status).json(raw);
    return;
  }
  const failed = status >= 400;
  response.status(status).json({
    status: statusName(status),
    message,
    ...(failed && body === undefined ? {} : { body: body ?? null }),
  });
}
