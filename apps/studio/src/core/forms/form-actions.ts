/** What a person does with the fields of forms: each change goes to the server a moment later, or at once before a run. */
import type { FormView } from '@riffle/protocol';
import type { Connection } from '../connection/connection.ts';
import type { NoteActions } from '../notes/note-actions.ts';
import type { NoteStore } from '../notes/note-store.ts';

export type FormInput = FormView['value'];

/** How long no key must come before a typed value is sent, in milliseconds. */
const QUIET_MS = 400;

export interface FormActions {
  /** A value that is being typed; sent once no key comes, or by `flush`. `cellId` null means the note's own form. */
  type(cellId: string | null, name: string, value: FormInput): void;
  /** A value that was chosen: sent at once. */
  set(cellId: string | null, name: string, value: FormInput): Promise<boolean>;
  /** Sends what is typed and not yet sent; settles when the server has it. */
  flush(): Promise<void>;
  /** Takes a form of the note away. */
  remove(name: string): Promise<void>;
}

export interface FormActionOptions {
  readonly connection: Pick<Connection, 'request'>;
  readonly notes: NoteStore;
  readonly attempt: NoteActions['attempt'];
  /** Runs `work` later; the returned function calls it off. */
  readonly schedule: (work: () => void, millis: number) => () => void;
}

interface Typed {
  readonly send: () => Promise<boolean>;
  readonly cancel: () => void;
}

export function createFormActions({ connection, notes, attempt, schedule }: FormActionOptions): FormActions {
  const typed = new Map<string, Typed>();
  const underWay = new Set<Promise<boolean>>();

  function send(noteId: string, cellId: string | null, name: string, value: FormInput): Promise<boolean> {
    const place = cellId === null ? { noteId } : { noteId, cellId };
    const sending = attempt('The value is not saved', connection.request('set-form', { ...place, name, value })).then(
      (reply) => reply !== undefined,
    );
    underWay.add(sending);
    void sending.finally(() => underWay.delete(sending));
    return sending;
  }

  function callOff(key: string): void {
    typed.get(key)?.cancel();
    typed.delete(key);
  }

  return {
    type(cellId, name, value) {
      const noteId = notes.getState().open?.id;
      const key = `${cellId} ${name}`;
      callOff(key);
      if (noteId !== undefined) {
        const flush = (): Promise<boolean> => {
          callOff(key);
          return send(noteId, cellId, name, value);
        };
        typed.set(key, { send: flush, cancel: schedule(() => void flush(), QUIET_MS) });
      }
    },
    async set(cellId, name, value) {
      callOff(`${cellId} ${name}`);
      const noteId = notes.getState().open?.id;
      return noteId === undefined ? false : send(noteId, cellId, name, value);
    },
    async flush() {
      for (const waiting of [...typed.values()]) {
        void waiting.send();
      }
      await Promise.all(underWay);
    },
    async remove(name) {
      const noteId = notes.getState().open?.id;
      if (noteId !== undefined) {
        await attempt('The form stays', connection.request('remove-form', { noteId, name }));
      }
    },
  };
}
