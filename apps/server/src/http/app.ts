import { join } from 'node:path';
import type { Clock } from '@riffle/base';
import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { flinkRest, JOBS_PAGE } from '../flink-rest/flink-rest.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { PROMETHEUS_TEXT } from '../metrics/prometheus-text.ts';
import type { Notebook } from '../notebook/notebook.ts';
import type { Access, Refusal } from './access.ts';
import { zeppelinApi } from './zeppelin/api.ts';

export interface AppOptions {
  readonly clock: Clock;
  readonly access: Access;
  /** The notebook of that name, empty for the default one; undefined when it is not running. */
  findNotebook(name: string): Notebook | undefined;
  readonly metrics: Metrics;
  /** Riffle's own. */
  readonly version: string;
  /** The built studio. */
  readonly studioDirectory: string;
}

/**
 * What the pages may do: load from us alone. Monaco and Recharts set styles on elements; Monaco's workers are ours but
 * may be started from a blob.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The HTTP side of the server: access, the studio's files, and REST, for the default notebook and for `/n/<name>/`. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(refuseForeign(options.access));
  app.use(securityHeaders);
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/', openSession(options.access));
  app.get(['/n/:notebook/', '/n/:notebook/flinkdashboard/'], openNotebookSession(options.access));
  app.use(requireGrant(options.access));
  app.use(compression());
  app.get('/metrics', async (_request, response) => {
    response.type(PROMETHEUS_TEXT).send(await options.metrics.print());
  });
  const find = (request: Request): Notebook => {
    const name = typeof request.params['notebook'] === 'string' ? request.params['notebook'] : '';
    const notebook = options.findNotebook(name);
    if (notebook === undefined) {
      throw Object.assign(new Error(`The notebook ${name} is not running. Start its application first.`), {
        status: 404,
      });
    }
    return notebook;
  };
  const api = zeppelinApi(find, { version: options.version });
  const studio = express.static(options.studioDirectory, { index: 'index.html', redirect: false });
  app.use('/api', api);
  app.use('/n/:notebook/api', api);
  const flink = flinkRest({ findNotebook: find, clock: options.clock });
  app.use('/flinkdashboard', flink);
  app.use('/n/:notebook/flinkdashboard', flink);
  app.use('/n/:notebook', (request, response, next) => {
    const name = String(request.params['notebook']);
    if (!request.originalUrl.split('?')[0]?.startsWith(`/n/${encodeURIComponent(name)}/`)) {
      response.redirect(`/n/${encodeURIComponent(name)}/`);
    } else if (options.findNotebook(name) === undefined) {
      sendPage(response, 404, `The notebook “${name}” is not running. Start its application, then open it again.`);
    } else {
      studio(request, response, next);
    }
  });
  app.use(studio);
  app.use((_request, response) => sendPage(response, 404, 'There is nothing at this address.'));
  app.use(reportError);
  return app;
}

function refuseForeign(access: Access) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const refusal = access.refuseForeign(request);
    if (refusal === null) {
      next();
    } else {
      sendRefusal(request, response, refusal);
    }
  };
}

function securityHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  next();
}

/** `/?token=…` sets the cookie and goes on without the token in the address. */
function openSession(access: Access) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { token } = request.query;
    const cookie = typeof token === 'string' ? access.openSession(token) : null;
    if (cookie === null) {
      next();
    } else {
      response.setHeader('Set-Cookie', cookie);
      response.redirect('/');
    }
  };
}

/** `/n/<name>/?authToken=…`, the address a presigned URL has, or `/n/<name>/flinkdashboard/?authToken=…` for its jobs. */
function openNotebookSession(access: Access) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { authToken } = request.query;
    const notebook = String(request.params['notebook']);
    const cookie = typeof authToken === 'string' ? access.openNotebookSession(notebook, authToken) : null;
    if (cookie === null) {
      next();
    } else {
      response.setHeader('Set-Cookie', cookie);
      const page = request.path.includes('/flinkdashboard') ? JOBS_PAGE : '';
      response.redirect(`/n/${encodeURIComponent(notebook)}/${page}`);
    }
  };
}

function requireGrant(access: Access) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const grant = access.grantOf(request);
    const inNotebook = (name: string): boolean => request.path.startsWith(`/n/${encodeURIComponent(name)}/`);
    if (grant !== null && (grant.kind === 'all' || inNotebook(grant.notebook))) {
      next();
      return;
    }
    sendRefusal(request, response, {
      status: 401,
      message:
        'This needs the token of this server. Open the address that “npm start” printed (or that create-application-presigned-url gave; it is valid for three minutes), or send the token as “Authorization: Bearer …”.',
    });
  };
}

function wantsPage(request: Request): boolean {
  return !/\/(api|flinkdashboard)\//.test(request.path) && (request.headers.accept ?? '').includes('text/html');
}

function sendRefusal(request: Request, response: Response, refusal: Refusal): void {
  if (wantsPage(request)) {
    sendPage(response, refusal.status, refusal.message);
  } else {
    response
      .status(refusal.status)
      .json({ status: refusal.status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN', message: refusal.message });
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function sendPage(response: Response, status: number, message: string): void {
  response
    .status(status)
    .type('html')
    .send(
      `<!doctype html><meta charset="utf-8"><title>Riffle</title><body style="font:16px/1.6 system-ui;max-width:40em;margin:15vh auto;padding:0 1em"><h1 style="font-size:1.2em">Riffle</h1><p>${escapeHtml(message)}</p>`,
    );
}

function reportError(
  error: Error & { status?: number },
  request: Request,
  response: Response,
  _next: NextFunction,
): void {
  const status = error.status ?? 500;
  if (wantsPage(request)) {
    sendPage(response, status, error.message);
  } else {
    response.status(status).json({ status: status === 404 ? 'NOT_FOUND' : 'ERROR', message: error.message });
  }
}

/** Where the build puts the studio, below the repository's root. */
export function studioDirectory(root: string): string {
  return join(root, 'dist', 'studio');
}
