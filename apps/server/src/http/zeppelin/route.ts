import { NoteFormatError } from '@riffle/note-model';
import type { Request } from 'express';
import type { Notebook } from '../../notebook/notebook.ts';
import { NotebookError } from '../../notebook/notebook-error.ts';

/** What a call answers, before it is put into Zeppelin's envelope. */
export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly message?: string;
  /** Sent as it is instead of the envelope. */
  readonly raw?: unknown;
}

export type Handler = (notebook: Notebook, request: Request) => Promise<Answer>;
export type Route = (method: 'get' | 'post' | 'put' | 'delete', path: string, handler: Handler) => void;

/** A call that is answered with an error of this status. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const HTTP_STATUS: Readonly<Record<NotebookError['code'], number>> = {
  'not-found': 404,
  conflict: 409,
  'invalid-request': 400,
  'too-large': 413,
  failed: 500,
};
const STATUS_NAMES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'CREATED',
  400: 'BAD_REQUEST',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'REQUEST_ENTITY_TOO_LARGE',
  500: 'INTERNAL_SERVER_ERROR',
};

/** The name Zeppelin's envelope has for an HTTP status. */
export function statusName(status: number): string {
  return STATUS_NAMES[status] ?? 'ERROR';
}

export function param(request: Request, name: string): string {
  return String(request.params[name]);
}

/** The ids in the address of a paragraph. */
export function placeOf(request: Request): { noteId: string; cellId: string } {
  return { noteId: param(request, 'noteId'), cellId: param(request, 'paragraphId') };
}

export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' ? value : undefined;
}

/** The request's JSON object; without a body an empty one. */
export function bodyOf({ body }: Request): Record<string, unknown> {
  if (body === undefined || body === null || body === '') {
    return {};
  }
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new RestError(400, 'The request needs a JSON object.');
  }
  return body as Record<string, unknown>;
}

export function requireText(request: Request, key: string): string {
  const value = bodyOf(request)[key];
  if (typeof value !== 'string' || (key === 'name' && value.trim() === '')) {
    throw new RestError(400, `The request needs "${key}", a text.`);
  }
  return value;
}

export function asRecord(raw: unknown): Record<string, unknown> | undefined {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : undefined;
}

export function describeError(error: Error, bodyLimit: string): { status: number; message: string } {
  if (error instanceof NotebookError) {
    return { status: HTTP_STATUS[error.code], message: error.message };
  }
  if (error instanceof RestError) {
    return { status: error.status, message: error.message };
  }
  if (error instanceof NoteFormatError) {
    return { status: 400, message: error.message };
  }
  const { status } = error as { status?: unknown };
  if (status === 413) {
    return { status, message: `The request is larger than ${bodyLimit}.` };
  }
  if (status === 404) {
    return { status, message: error.message };
  }
  if (typeof status === 'number' && status < 500) {
    return { status, message: `The request cannot be read: ${error.message}` };
  }
  return { status: 500, message: error.message };
}
