import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JobRun } from './job-run.ts';

export interface ControlServerOptions {
  readonly token: string;
  readonly run: JobRun;
  /** Ends the process after the answer was sent. */
  readonly end: () => void;
}

/** What may be asked of a runner, by path. */
export interface ControlRequests {
  /** GET: its `RunStatus`. */
  readonly '/status': undefined;
  /** Saves the state to a file, and with `stop` ends. */
  readonly '/save': { readonly file: string | null; readonly stop: boolean };
  /** Starts the job again from its last checkpoint. */
  readonly '/restart': { readonly reason: string };
}

/** Answers on a free port of the loopback address, to those who know the token. */
export async function startControlServer(options: ControlServerOptions): Promise<{ port: number; server: Server }> {
  const server = createServer((request, response) => {
    answer(options, request)
      .then(({ status, body, ends }) => reply(response, status, body, ends === true ? options.end : undefined))
      .catch((error: unknown) => reply(response, 500, { message: (error as Error).message }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, server };
}

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly ends?: boolean;
}

async function answer({ token, run }: ControlServerOptions, request: IncomingMessage): Promise<Answer> {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (host !== '127.0.0.1' || request.headers.origin !== undefined) {
    return { status: 403, body: { message: 'Not from here.' } };
  }
  if (!isToken(request.headers.authorization ?? '', token)) {
    return { status: 401, body: { message: 'The token is missing or wrong.' } };
  }
  if (request.method === 'GET' && request.url === '/status') {
    return { status: 200, body: run.status };
  }
  const body = request.method === 'POST' ? await readBody(request) : undefined;
  if (body !== undefined && request.url === '/save') {
    const { file, stop } = body as ControlRequests['/save'];
    return { status: 200, body: { saved: await run.save(file, stop) }, ends: stop };
  }
  if (body !== undefined && request.url === '/restart') {
    await run.restart((body as ControlRequests['/restart']).reason);
    return { status: 200, body: {} };
  }
  return { status: 404, body: { message: 'There is nothing here.' } };
}

function isToken(header: string, token: string): boolean {
  const given = Buffer.from(header);
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

function reply(response: ServerResponse, status: number, body: object, after?: () => void): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body), after);
}
