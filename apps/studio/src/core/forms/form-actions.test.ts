import { expect, test } from 'vitest';
import type { Connection } from '../connection/connection.ts';
import { createNoteStore } from '../notes/note-store.ts';
import { createFormActions } from './form-actions.ts';

function bench() {
  const sent: unknown[] = [];
  const timers: (() => void)[] = [];
  const notes = createNoteStore();
  notes.setState({ open: { id: 'n', path: '/N', cellIds: [], forms: [] } });
  const request = async (op: string, body: unknown) => {
    sent.push([op, body]);
    return {};
  };
  const forms = createFormActions({
    connection: { request: request as Connection['request'] },
    notes,
    attempt: (_what, doing) => doing,
    schedule: (work) => {
      timers.push(work);
      return () => timers.splice(timers.indexOf(work), 1);
    },
  });
  return { sent, timers, forms };
}

test('typing sends the last value once', async () => {
  const { sent, timers, forms } = bench();
  forms.type('c', 'a', 'x');
  forms.type('c', 'a', 'xy');
  expect([sent, timers.length]).toEqual([[], 1]);
  timers[0]?.();
  expect(sent).toEqual([['set-form', { noteId: 'n', cellId: 'c', name: 'a', value: 'xy' }]]);
});

test('before a run everything typed is sent, and a choice overtakes what was typed', async () => {
  const { sent, timers, forms } = bench();
  forms.type(null, 'a', 'x');
  forms.type('c', 'b', 'y');
  await forms.set('c', 'b', 'z');
  await forms.flush();
  expect(sent).toEqual([
    ['set-form', { noteId: 'n', cellId: 'c', name: 'b', value: 'z' }],
    ['set-form', { noteId: 'n', name: 'a', value: 'x' }],
  ]);
  expect(timers).toEqual([]);
});
