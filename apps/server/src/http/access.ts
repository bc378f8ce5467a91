import type { IncomingMessage } from 'node:http';
import type { Millis } from '@riffle/base';
import { sameSecret, signText, verifySigned } from '../home/token.ts';

/** What a caller may reach: the whole server, one notebook, or nothing. */
export type Grant = { readonly kind: 'all' } | { readonly kind: 'notebook'; readonly notebook: string };

export interface AccessOptions {
  readonly token: string;
  readonly port: number;
  /** Host names beside 127.0.0.1, localhost and [::1] (`RIFFLE_ALLOWED_HOSTS`). */
  readonly allowedHosts: readonly string[];
  now(): Millis;
}

/** Why a request is turned away: the HTTP status and a sentence. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly message: string;
}

interface Ticket {
  readonly notebook: string;
  readonly expires: Millis;
  readonly use: 'url' | 'session';
  readonly seconds: number;
}

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];
/** A presigned URL must be opened within this time; the session it opens has a length of its own. */
const URL_LIFETIME: Millis = 3 * 60_000;

/**
 * Who may talk to the server. Every surface asks here first: HTTP, REST and WebSocket.
 * A foreign Host means DNS rebinding, a foreign Origin means another page's script; both are refused before
 * credentials are looked at.
 */
export class Access {
  readonly #options: AccessOptions;
  readonly #hosts: ReadonlySet<string>;

  constructor(options: AccessOptions) {
    this.#options = options;
    this.#hosts = new Set([...LOOPBACK_HOSTS, ...options.allowedHosts.map((host) => host.toLowerCase())]);
  }

  /** The cookie of the whole server; its name carries the port since cookies do not know ports. */
  get cookieName(): string {
    return `riffle-${this.#options.port}`;
  }

  /** Null when Host and Origin are ours. */
  refuseForeign(request: IncomingMessage): Refusal | null {
    const host = hostName(request.headers.host ?? '');
    if (!this.#hosts.has(host)) {
      return {
        status: 403,
        message: `The host "${host}" is not served here. Use 127.0.0.1 or localhost, or name it in RIFFLE_ALLOWED_HOSTS.`,
      };
    }
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${request.headers.host}`) {
      return { status: 403, message: `Requests from pages of ${origin} are not accepted.` };
    }
    return null;
  }

  /** What the request's bearer token or cookie grants; null when it has none that counts. */
  grantOf(request: IncomingMessage): Grant | null {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      return sameSecret(bearer, this.#options.token) ? { kind: 'all' } : null;
    }
    const cookies = parseCookies(request.headers.cookie ?? '');
    const session = cookies.get(this.cookieName);
    if (session !== undefined && verifySigned(this.#options.token, session) === 'session') {
      return { kind: 'all' };
    }
    const ticket = this.#readTicket(cookies.get(`${this.cookieName}-notebook`) ?? '', 'session');
    return ticket === null ? null : { kind: 'notebook', notebook: ticket.notebook };
  }

  /** The `Set-Cookie` value for whoever opened the printed URL; null when its token is wrong. */
  openSession(token: string): string | null {
    if (!sameSecret(token, this.#options.token)) {
      return null;
    }
    return `${this.cookieName}=${signText(this.#options.token, 'session')}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`;
  }

  /** A URL that opens one notebook, or its jobs, for `seconds`; it must be used within three minutes. */
  presign(notebook: string, seconds: number, page: 'notes' | 'jobs' = 'notes'): string {
    const ticket: Ticket = { notebook, expires: this.#options.now() + URL_LIFETIME, use: 'url', seconds };
    const signed = signText(this.#options.token, JSON.stringify(ticket));
    const path = `/n/${encodeURIComponent(notebook)}/${page === 'jobs' ? 'flinkdashboard/' : ''}`;
    return `http://127.0.0.1:${this.#options.port}${path}?authToken=${signed}`;
  }

  /** The `Set-Cookie` value for whoever opened a presigned URL; null when it is not valid, or no longer. */
  openNotebookSession(notebook: string, signed: string): string | null {
    const ticket = this.#readTicket(signed, 'url');
    if (ticket === null || ticket.notebook !== notebook) {
      return null;
    }
    const session: Ticket = { ...ticket, use: 'session', expires: this.#options.now() + ticket.seconds * 1000 };
    const value = signText(this.#options.token, JSON.stringify(session));
    const path = `/n/${encodeURIComponent(notebook)}/`;
    return `${this.cookieName}-notebook=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${ticket.seconds}`;
  }

  #readTicket(signed: string, use: Ticket['use']): Ticket | null {
    const text = signed === '' ? null : verifySigned(this.#options.token, signed);
    if (text === null || !text.startsWith('{')) {
      return null;
    }
    const ticket = JSON.parse(text) as Ticket;
    return ticket.use === use && ticket.expires > this.#options.now() ? ticket : null;
  }
}

/** `[::1]:8080` → `[::1]`, `LocalHost:80` → `localhost`. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) {
      cookies.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
    }
  }
  return cookies;
}
