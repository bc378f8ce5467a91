import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { MAX_MESSAGE_BYTES } from '@riffle/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ApplicationDesk } from '../applications/application-desk.ts';
import type { Access } from '../http/access.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { Connection } from './connection.ts';

export interface SocketServerOptions {
  readonly http: Server;
  readonly access: Access;
  findNotebook(name: string): Notebook | undefined;
  readonly version: string;
  readonly serverId: string;
  readonly desk: ApplicationDesk;
}

const PATH = /^(?:\/n\/([^/]+))?\/ws$/;
const PING_INTERVAL_MS = 10_000;

export interface SocketServer {
  /** Sends every connection what runs in its notebook and what it costs. */
  sendStatus(): void;
  close(): void;
}

/** The WebSocket side: `/ws` for the default notebook, `/n/<name>/ws` for the others. */
export function attachSockets(options: SocketServerOptions): SocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const connections = new Map<WebSocket, { connection: Connection; notebook: Notebook; alive: boolean }>();

  options.http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const caller = callerOf(options, request);
    if (typeof caller === 'number') {
      socket.end(`HTTP/1.1 ${caller} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const { version, serverId, desk } = options;
      const { notebook, ownOnly } = caller;
      const entry = {
        connection: new Connection(client, notebook, { version, serverId, applications: { desk, ownOnly } }),
        notebook,
        alive: true,
      };
      connections.set(client, entry);
      client.on('pong', () => {
        entry.alive = true;
      });
      client.on('close', () => connections.delete(client));
    });
  });

  const pinger = setInterval(() => {
    for (const [client, entry] of connections) {
      if (!entry.alive) {
        client.terminate();
      }
      entry.alive = false;
      client.ping();
    }
  }, PING_INTERVAL_MS);

  return {
    sendStatus() {
      const serverBytes = process.memoryUsage.rss();
      for (const { connection, notebook } of connections.values()) {
        connection.broadcast({ op: 'status', serverBytes, ...notebook.status() });
      }
    },
    close() {
      clearInterval(pinger);
      for (const client of connections.keys()) {
        client.close(1001, 'the server stops');
        client.terminate();
      }
      sockets.close();
    },
  };
}

/** Who is let in: to which notebook, and whether to no other one. */
interface Caller {
  readonly notebook: Notebook;
  readonly ownOnly: boolean;
}

/** Who calls, or the HTTP status to refuse with. */
function callerOf(options: SocketServerOptions, request: IncomingMessage): Caller | number {
  if (options.access.refuseForeign(request) !== null) {
    return 403;
  }
  const match = PATH.exec((request.url ?? '').split('?')[0] as string);
  if (match === null) {
    return 404;
  }
  const name = decodeURIComponent(match[1] ?? '');
  const grant = options.access.grantOf(request);
  if (grant === null || (grant.kind === 'notebook' && grant.notebook !== name)) {
    return 401;
  }
  const notebook = options.findNotebook(name);
  return notebook === undefined ? 404 : { notebook, ownOnly: grant.kind === 'notebook' };
}
