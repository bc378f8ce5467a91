// One TCP port for HTTP/1.1 and cleartext HTTP/2: the first bytes of a connection tell which of two servers gets it.
import { createServer as createHttp1Server, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type HttpRequest = IncomingMessage | Http2ServerRequest;
export type HttpResponse = ServerResponse | Http2ServerResponse;
export type RequestHandler = (request: HttpRequest, response: HttpResponse) => Promise<void>;

/** A header that should come once; of several the first counts. */
export function oneHeader(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** A listening port that can be closed within a second whatever its clients do. */
export interface SharedPort {
  listen(port: number, host: string): Promise<AddressInfo>;
  close(): Promise<void>;
}

// RFC 9113, section 3.4: every HTTP/2 connection opens with this text.
const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const FIRST_BYTES_TIMEOUT_MILLIS = 20_000;
const KEEP_ALIVE_MILLIS = 75_000;
const CLOSE_GRACE_MILLIS = 400;

export function createSharedPort(handler: RequestHandler): SharedPort {
  let inFlight = 0;
  let onIdle: (() => void) | undefined;
  const counted = (request: HttpRequest, response: HttpResponse): void => {
    // A client may break off at any time; whoever reads or writes then is told by other means.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    inFlight++;
    void handler(request, response).finally(() => {
      inFlight--;
      if (inFlight === 0) {
        onIdle?.();
      }
    });
  };
  const http1 = createHttp1Server({ keepAliveTimeout: KEEP_ALIVE_MILLIS }, counted);
  const http2 = createHttp2Server({ settings: { maxConcurrentStreams: 256, initialWindowSize: 4 << 20 } }, counted);
  http2.on('sessionError', () => undefined);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    handOver(socket, (isHttp2) => (isHttp2 ? http2 : http1).emit('connection', socket));
  });

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host }, () => {
          server.removeListener('error', reject);
          resolve(server.address() as AddressInfo);
        });
      }),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if (inFlight > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, CLOSE_GRACE_MILLIS);
          onIdle = () => {
            clearTimeout(timer);
            // One more turn lets the last answers leave their buffers.
            setImmediate(resolve);
          };
        });
      }
      for (const socket of sockets) {
        socket.destroy();
      }
      await closed;
    },
  };
}

/** Waits until the first bytes tell the protocol, puts them back, and hands the socket over. */
function handOver(socket: Socket, serve: (isHttp2: boolean) => void): void {
  const timer = setTimeout(() => socket.destroy(), FIRST_BYTES_TIMEOUT_MILLIS);
  socket.once('close', () => clearTimeout(timer));
  let seen = Buffer.alloc(0);
  const look = (): void => {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) {
      socket.once('readable', look);
      return;
    }
    seen = Buffer.concat([seen, chunk]);
    const compared = Math.min(seen.length, HTTP2_PREFACE.length);
    const matches = seen.subarray(0, compared).equals(HTTP2_PREFACE.subarray(0, compared));
    if (matches && compared < HTTP2_PREFACE.length) {
      socket.once('readable', look);
      return;
    }
    clearTimeout(timer);
    socket.unshift(seen);
    serve(matches);
  };
  socket.once('readable', look);
}
