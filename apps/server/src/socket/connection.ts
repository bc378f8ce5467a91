import {
  type Event,
  MAX_MESSAGE_BYTES,
  type Reply,
  type RequestName,
  requestSchema,
  requests,
  type StatementPlan,
} from '@riffle/protocol';
import type { WebSocket } from 'ws';
import { viewCell } from '../notebook/cell-state.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { NotebookError } from '../notebook/notebook-error.ts';
import { type ApplicationHandlers, type ApplicationSide, applicationHandlers } from './application-handlers.ts';
import { catalogHandlers } from './catalog-handlers.ts';
import { cellHandlers } from './cell-handlers.ts';
import { WatchedChanges } from './changes-handlers.ts';
import { formHandlers } from './form-handlers.ts';
import type { Handlers } from './handlers.ts';
import { noteHandlers } from './note-handlers.ts';

/** A client that reads slower than it is written to is cut off here; it comes back and catches up. */
const SEND_BUFFER_LIMIT = 4 * MAX_MESSAGE_BYTES;

/** One browser tab (or other client) and what it watches. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #notebook: Notebook;
  readonly #openNotes = new Set<string>();
  readonly #watched = new Set<string>();
  readonly #changes: WatchedChanges;
  readonly #applications: ApplicationHandlers;
  readonly #handlers: Handlers;
  readonly #unlisten: () => void;

  constructor(
    socket: WebSocket,
    notebook: Notebook,
    { applications, ...welcome }: { version: string; serverId: string; applications: ApplicationSide },
  ) {
    this.#socket = socket;
    this.#notebook = notebook;
    this.#changes = new WatchedChanges(notebook, (event) => this.#send(event));
    this.#applications = applicationHandlers(applications, notebook, (event) => this.#send(event));
    this.#handlers = this.#makeHandlers();
    this.#unlisten = notebook.listen((event, noteId) => this.#onEvent(event, noteId));
    socket.on('message', (data) => void this.#onMessage(data.toString()));
    // A message over the limit, or one that breaks the protocol, ends this connection and nothing else.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#unlisten();
      this.#changes.close();
      this.#applications.close();
    });
    this.#send({ op: 'welcome', notebook: notebook.name, ...welcome });
  }

  /** Sends an event that concerns everybody. */
  broadcast(event: Event): void {
    this.#send(event);
  }

  #onEvent(event: Event, noteId: string | null): void {
    if (event.op === 'result-delta') {
      if (this.#watched.has(event.resultId)) {
        this.#send(event);
      }
    } else if (event.op === 'changes') {
      if (this.#changes.has(event.resultId)) {
        this.#send(event);
      }
    } else if (noteId === null || this.#openNotes.has(noteId)) {
      this.#send(event);
    }
  }

  #send(message: Event | Reply): void {
    if (this.#socket.readyState !== this.#socket.OPEN) {
      return;
    }
    if (this.#socket.bufferedAmount > SEND_BUFFER_LIMIT) {
      this.#socket.terminate();
      return;
    }
    this.#socket.send(JSON.stringify(message));
  }

  async #onMessage(text: string): Promise<void> {
    const request = requestSchema.safeParse(parseJson(text));
    if (!request.success) {
      this.#socket.close(1003, 'the message is not a request');
      return;
    }
    const { id, op, body } = request.data;
    this.#send(await this.#answer(id, op, body));
  }

  async #answer(id: number, op: string, body: unknown): Promise<Reply> {
    if (!Object.hasOwn(requests, op)) {
      return failure(id, 'invalid-request', `There is no request "${op}".`);
    }
    const name = op as RequestName;
    const input = requests[name].input.safeParse(body);
    if (!input.success) {
      const issue = input.error.issues[0];
      return failure(
        id,
        'invalid-request',
        `The request "${op}" is malformed at ${issue?.path.join('.')}: ${issue?.message}`,
      );
    }
    try {
      const handler = this.#handlers[name] as (input: unknown) => Promise<unknown>;
      return { op: 'reply', id, ok: true, body: await handler(input.data) };
    } catch (error) {
      return this.#failureOf(id, error, input.data as { noteId?: string; cellId?: string });
    }
  }

  async #failureOf(id: number, error: unknown, place: { noteId?: string; cellId?: string }): Promise<Reply> {
    if (!(error instanceof NotebookError)) {
      return failure(id, 'failed', (error as Error).message);
    }
    if (error.code === 'conflict' && place.noteId !== undefined && place.cellId !== undefined) {
      const { cell } = await this.#notebook.notes.cell(place.noteId, place.cellId);
      return { op: 'reply', id, ok: false, error: { code: 'conflict', message: error.message, cell: viewCell(cell) } };
    }
    return failure(id, error.code, error.message);
  }

  #makeHandlers(): Handlers {
    const notebook = this.#notebook;
    const { notes } = notebook;
    const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
      await work;
      return {};
    };
    return {
      'list-notes': async () => ({ notes: await notes.list() }),
      'create-note': async ({ path }) => ({ noteId: await notes.create(path, [{ text: '%flink.ssql\n' }]) }),
      'rename-note': ({ noteId, path }) => done(notes.rename(noteId, path)),
      'delete-note': async ({ noteId }) => {
        await notebook.runs.stopAll(noteId);
        return done(notes.remove(noteId));
      },
      'restore-note': ({ noteId }) => done(notes.restore(noteId)),
      'open-note': async ({ noteId }) => {
        const note = await notes.view(noteId);
        this.#openNotes.add(noteId);
        return { note, jobs: await notebook.jobStatsOf(noteId) };
      },
      'close-note': async ({ noteId }) => {
        this.#openNotes.delete(noteId);
        return {};
      },
      'edit-cell': async ({ noteId, cellId, ...edit }) => ({ revision: await notes.edit(noteId, cellId, edit) }),
      'insert-cell': async ({ noteId, index, text }) => ({ cellId: await notes.insert(noteId, index, { text }) }),
      'delete-cell': async ({ noteId, cellId }) => {
        await notebook.runs.stopCell(noteId, cellId);
        return done(notes.removeCell(noteId, cellId));
      },
      'restore-cell': ({ noteId, cellId }) => done(notes.restoreCell(noteId, cellId)),
      'move-cell': ({ noteId, cellId, index }) => done(notes.moveCell(noteId, cellId, index)),
      ...cellHandlers(notebook),
      ...noteHandlers(notebook),
      'run-cell': async ({ noteId, cellId, cap }) => ({ runId: await notebook.runs.run(noteId, cellId, { cap }) }),
      'stop-cell': ({ noteId, cellId }) => done(notebook.runs.stopCell(noteId, cellId)),
      'clear-cell': ({ noteId, cellId }) => done(notebook.runs.clear(noteId, cellId)),
      'run-all': ({ noteId, cap }) => done(notebook.runs.runAll(noteId, { cap })),
      'stop-all': ({ noteId }) => done(notebook.runs.stopAll(noteId)),
      'watch-result': async ({ resultId, version }) => {
        const mirror = notebook.result(resultId);
        if (mirror === undefined) {
          this.#send({ op: 'result-gone', resultId });
          return {};
        }
        this.#watched.add(resultId);
        for (const event of mirror.catchUp(version)) {
          this.#send(event);
        }
        return {};
      },
      'unwatch-result': async ({ resultId }) => {
        this.#watched.delete(resultId);
        return {};
      },
      'set-result-cap': async ({ resultId, cap }) => {
        notebook.setResultCap(resultId, cap);
        return {};
      },
      'watch-changes': ({ resultId }) => this.#changes.watch(resultId),
      'unwatch-changes': ({ resultId }) => this.#changes.unwatch(resultId),
      'result-plan': async ({ resultId }) => ({ plan: planOf(notebook, resultId) }),
      explain: (asked) => notebook.questions.assist('explain', asked),
      catalog: () => notebook.questions.catalog(),
      ...catalogHandlers(notebook),
      diagnose: (asked) => notebook.questions.assist('diagnose', asked),
      complete: (asked) => notebook.questions.assist('complete', asked),
      hover: (asked) => notebook.questions.assist('hover', asked),
      'signature-help': (asked) => notebook.questions.assist('signature-help', asked),
      format: (asked) => notebook.questions.assist('format', asked),
      ...formHandlers(notebook),
      ...this.#applications.handlers,
      'note-insight': ({ noteId }) => notebook.insights.of(noteId),
      'restart-interpreter': () => done(notebook.restartInterpreter()),
    };
  }
}

function failure(id: number, code: string, message: string): Reply {
  return { op: 'reply', id, ok: false, error: { code, message } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function planOf(notebook: Notebook, resultId: string): StatementPlan {
  const query = notebook.result(resultId)?.opening.query;
  if (query === undefined) {
    throw new NotebookError('not-found', 'The plan of this run is not kept.');
  }
  return query.plan;
}
