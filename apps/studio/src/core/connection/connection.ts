/**
 * One live line to the server: requests with replies, events, and a new line by itself when the old one breaks.
 * Nothing is queued here: a request without a line fails at once with code `offline`, and its caller decides.
 */
import {
  type Event,
  type EventOf,
  MAX_MESSAGE_BYTES,
  type ReplyError,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  requests,
  serverMessageSchema,
} from '@riffle/protocol';
import { reconnectDelay } from './backoff.ts';

/** The part of a browser's WebSocket that is used here. */
export interface SocketLike {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

/** `open` from the welcome message on; `waiting` between two attempts. */
export type ConnectionPhase = 'connecting' | 'open' | 'waiting';

export interface Welcome {
  readonly event: EventOf<'welcome'>;
  /** Not the first line of this page. */
  readonly again: boolean;
  /** The server has started anew since the last line. */
  readonly restarted: boolean;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly createSocket: (url: string) => SocketLike;
  readonly random: () => number;
  readonly onPhase: (phase: ConnectionPhase, attempt: number) => void;
  /** An open line has gone quiet, or speaks again. */
  readonly onQuiet: (quiet: boolean) => void;
  readonly onWelcome: (welcome: Welcome) => void;
  readonly onEvent: (event: Event) => void;
  /** A message that does not fit the schemas: a server of another version. */
  readonly onUnreadable: (reason: string) => void;
}

export interface Connection {
  request<N extends RequestName>(op: N, body: RequestInput<N>): Promise<RequestOutput<N>>;
  /** Tries now instead of waiting for the next attempt. */
  retryNow(): void;
  close(): void;
}

/** A request that was refused or got no answer. `code` is the server's, or `offline`. */
export class RequestFailure extends Error {
  readonly code: string;
  readonly reply: ReplyError | undefined;

  constructor(code: string, message: string, reply?: ReplyError) {
    super(message);
    this.name = 'RequestFailure';
    this.code = code;
    this.reply = reply;
  }
}

/** The server sends its status every second; a line this silent is dead (a laptop that slept). */
const SILENCE_LIMIT = 12_000;
/** After this long without a word something is wrong, and the page says so. */
const QUIET_LIMIT = 3_000;
/** A line that never says welcome is given up. */
const WELCOME_LIMIT = 10_000;

interface Waiting {
  readonly op: RequestName;
  readonly resolve: (body: never) => void;
  readonly reject: (failure: RequestFailure) => void;
}

export function connect(options: ConnectionOptions): Connection {
  const waiting = new Map<number, Waiting>();
  let socket: SocketLike | undefined;
  let open = false;
  let closed = false;
  let attempt = 0;
  let nextId = 1;
  let serverId: string | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let quietTimer: ReturnType<typeof setTimeout> | undefined;
  let quiet = false;

  function start(): void {
    clearTimeout(retryTimer);
    options.onPhase('connecting', attempt);
    const line = options.createSocket(options.url);
    socket = line;
    line.onmessage = (message) => {
      if (socket === line) {
        listenForSilence(SILENCE_LIMIT);
        heard();
        receive(message.data);
      }
    };
    line.onclose = () => {
      if (socket === line) {
        lost();
      }
    };
    listenForSilence(WELCOME_LIMIT);
  }

  function listenForSilence(limit: number): void {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(drop, limit);
  }

  function setQuiet(now: boolean): void {
    if (quiet !== now) {
      quiet = now;
      options.onQuiet(now);
    }
  }

  function heard(): void {
    clearTimeout(quietTimer);
    setQuiet(false);
    quietTimer = setTimeout(() => setQuiet(true), QUIET_LIMIT);
  }

  function drop(): void {
    const line = socket;
    lost();
    line?.close();
  }

  function lost(): void {
    clearTimeout(silenceTimer);
    clearTimeout(quietTimer);
    setQuiet(false);
    socket = undefined;
    open = false;
    for (const request of waiting.values()) {
      request.reject(new RequestFailure('offline', 'The connection was lost before the answer came.'));
    }
    waiting.clear();
    if (closed) {
      return;
    }
    attempt += 1;
    options.onPhase('waiting', attempt);
    retryTimer = setTimeout(start, reconnectDelay(attempt, options.random));
  }

  function receive(data: unknown): void {
    const parsed = serverMessageSchema.safeParse(parseJson(data));
    if (!parsed.success) {
      options.onUnreadable(parsed.error.issues[0]?.message ?? 'unreadable');
      return;
    }
    const message = parsed.data;
    if (message.op === 'reply') {
      settle(message.id, message.ok ? { body: message.body } : { error: message.error });
    } else if (message.op === 'welcome') {
      welcome(message);
    } else {
      options.onEvent(message);
    }
  }

  function welcome(event: EventOf<'welcome'>): void {
    const again = serverId !== undefined;
    const restarted = again && serverId !== event.serverId;
    serverId = event.serverId;
    open = true;
    attempt = 0;
    options.onPhase('open', 0);
    options.onWelcome({ event, again, restarted });
  }

  function settle(id: number, outcome: { body: unknown } | { error: ReplyError }): void {
    const request = waiting.get(id);
    if (request === undefined) {
      return;
    }
    waiting.delete(id);
    if ('error' in outcome) {
      request.reject(new RequestFailure(outcome.error.code, outcome.error.message, outcome.error));
      return;
    }
    const body = requests[request.op].output.safeParse(outcome.body);
    if (body.success) {
      request.resolve(body.data as never);
    } else {
      request.reject(new RequestFailure('unreadable', `The server's answer to ${request.op} could not be read.`));
    }
  }

  start();
  return {
    request(op, body) {
      const line = socket;
      if (line === undefined || !open) {
        return Promise.reject(new RequestFailure('offline', 'Not connected to the server just now.'));
      }
      const id = nextId++;
      const text = JSON.stringify({ id, op, body });
      if (isTooLong(text)) {
        const megabytes = Math.round(MAX_MESSAGE_BYTES / 1_024_000);
        return Promise.reject(new RequestFailure('too-large', `That is more than the server takes (${megabytes} MB).`));
      }
      return new Promise((resolve, reject) => {
        waiting.set(id, { op, resolve, reject });
        line.send(text);
      });
    },
    retryNow() {
      if (socket === undefined && !closed) {
        start();
      }
    },
    close() {
      closed = true;
      clearTimeout(retryTimer);
      drop();
    },
  };
}

/** The server hangs up on a longer message, and would do so again after every new line. */
function isTooLong(text: string): boolean {
  return text.length * 3 > MAX_MESSAGE_BYTES && new TextEncoder().encode(text).length > MAX_MESSAGE_BYTES;
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
