import { expect, test } from 'vitest';
import { RequestFailure } from '../connection/connection.ts';
import { createMessages, type Messages } from '../messages/message-store.ts';
import { createUndoing, type Undoing } from './undoing.ts';

/** Things that can be deleted and brought back, and what the page says about it. */
function shelf(): {
  messages: Messages;
  undoing: Undoing;
  there: Set<string>;
  delete: (title: string) => Promise<void>;
} {
  const messages = createMessages(() => 0);
  const there = new Set(['a', 'b', 'c']);
  const undoing = createUndoing({
    messages,
    attempt: (what, doing) =>
      doing.catch((failure: Error) => {
        messages.problem(`${what}: ${failure.message}`);
        return undefined;
      }),
  });
  const remove = (title: string): Promise<void> =>
    undoing.deleteWithUndo({
      title,
      remove: async () => there.delete(title),
      restore: async () => there.add(title),
    });
  return { messages, undoing, there, delete: remove };
}

/** Presses the button of the message that reads `text`, shown or not. */
function press(messages: Messages, text: string): void {
  const message = messages.store.getState().log.find((entry) => entry.text === text);
  message?.action?.run();
}

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) {
    await Promise.resolve();
  }
}

test('the Undo of a message takes back what the message names, and the key goes on with the rest', async () => {
  const { messages, undoing, there, delete: remove } = shelf();
  await remove('a');
  await remove('b');
  await remove('c');
  press(messages, 'Deleted ‘b’.');
  await settled();
  expect([...there]).toEqual(['b']);
  expect(messages.store.getState().shown?.text).toBe('Deleted ‘c’.');
  press(messages, 'Deleted ‘b’.');
  await settled();
  expect([...there]).toEqual(['b']);
  await undoing.undoDelete();
  expect([[...there], messages.store.getState().shown]).toEqual([['b', 'c'], null]);
  await undoing.undoDelete();
  expect([[...there], undoing.canUndo()]).toEqual([['b', 'c', 'a'], false]);
});

test('a key that is faster than the answer undoes once the answer is there', async () => {
  const { messages, undoing } = shelf();
  const steps: string[] = [];
  let answer: () => void = () => undefined;
  const deleting = undoing.deleteWithUndo({
    title: 'slow',
    remove: () =>
      new Promise<void>((resolve) => {
        answer = resolve;
      }).then(() => steps.push('removed')),
    restore: async () => steps.push('restored'),
  });
  const undone = undoing.undoDelete();
  answer();
  await Promise.all([deleting, undone]);
  expect(steps).toEqual(['removed', 'restored']);
  expect(messages.store.getState().shown).toBeNull();
});

test('what could not be brought back says so and can be tried again', async () => {
  const { messages, undoing } = shelf();
  let refusals = 1;
  const restored: string[] = [];
  await undoing.deleteWithUndo({
    title: 'x',
    remove: async () => undefined,
    restore: async () => {
      if (refusals-- > 0) {
        throw new RequestFailure('offline', 'there is no connection');
      }
      restored.push('x');
    },
  });
  await undoing.undoDelete();
  expect(messages.store.getState().shown?.text).toBe('‘x’ could not be brought back: there is no connection');
  await undoing.undoDelete();
  expect(restored).toEqual(['x']);
});

test('what was refused, or had nothing to do, leaves nothing to undo', async () => {
  const { messages, undoing } = shelf();
  await undoing.deleteWithUndo({
    title: 'kept',
    remove: () => Promise.reject(new RequestFailure('refused', 'it is in use')),
    restore: () => Promise.reject(new Error('never asked for')),
  });
  expect(messages.store.getState().shown?.text).toBe('‘kept’ could not be deleted: it is in use');
  await undoing.deleteWithUndo({
    title: 'output',
    done: () => undefined,
    remove: async () => [],
    restore: () => Promise.reject(new Error('never asked for')),
  });
  expect(undoing.canUndo()).toBe(false);
});
