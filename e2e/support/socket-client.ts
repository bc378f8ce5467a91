import { WebSocket } from 'ws';
import type { RiffleServer } from './riffle-server.ts';
import { waitFor } from './wait-for.ts';

export type Message = Record<string, unknown> & { readonly op: string };

/** A client that speaks the protocol in the raw. */
export class SocketClient {
  readonly events: Message[] = [];
  readonly #socket: WebSocket;
  #nextId = 1;

  constructor(server: Pick<RiffleServer, 'origin' | 'token'>) {
    this.#socket = new WebSocket(`${server.origin.replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    this.#socket.on('message', (data) => this.events.push(JSON.parse(data.toString()) as Message));
  }

  async request(op: string, body: unknown): Promise<Message> {
    const id = this.#nextId++;
    this.send({ id, op, body });
    return waitFor(`the reply to ${op}`, () => this.events.find((event) => event.op === 'reply' && event['id'] === id));
  }

  send(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  ready(): Promise<Message> {
    return waitFor('the welcome', () => this.events.find((event) => event.op === 'welcome'));
  }

  closed(): Promise<boolean> {
    return waitFor('the socket to close', () => this.#socket.readyState === WebSocket.CLOSED);
  }

  close(): void {
    this.#socket.close();
  }
}
