import type { Cell } from '@riffle/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestFailure } from '../connection/connection.ts';
import { createDraftStorage, type TextStorage } from './draft-storage.ts';
import { createDrafts, type Drafts, savedState } from './draft-store.ts';

interface Asked {
  readonly body: { readonly text: string; readonly baseRevision: number };
  readonly answer: (revision: number) => void;
  readonly refuse: (failure: RequestFailure) => void;
}

let asked: Asked[];
let kept: Map<string, string>;
let drafts: Drafts;

function memory(): TextStorage {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

function makeDrafts(): Drafts {
  return createDrafts({
    storage: createDraftStorage(memory()),
    connection: {
      request: (_op, body) =>
        new Promise((resolve, reject) => {
          const edit = body as Asked['body'];
          asked.push({ body: edit, answer: (revision) => resolve({ revision } as never), refuse: reject });
        }),
    },
  });
}

const last = (): Asked => asked.at(-1) as Asked;
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  kept = new Map();
  drafts = makeDrafts();
  drafts.take('note', 'cell', { text: 'a', revision: 1 });
});

afterEach(() => {
  vi.useRealTimers();
});

test('text is sent within a second after typing, once for a burst of keys', async () => {
  drafts.type('cell', 'ab');
  await vi.advanceTimersByTimeAsync(200);
  drafts.type('cell', 'abc');
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked.map(({ body }) => body)).toEqual([{ noteId: 'note', cellId: 'cell', baseRevision: 1, text: 'abc' }]);
  expect(savedState(drafts.store.getState(), true)).toBe('saving');
  last().answer(2);
  await settle();
  expect(savedState(drafts.store.getState(), true)).toBe('saved');
});

test('a text typed meanwhile follows, on the new revision', async () => {
  drafts.type('cell', 'ab');
  const saved = drafts.flush('cell');
  drafts.type('cell', 'abc');
  last().answer(2);
  await settle();
  expect(last().body).toMatchObject({ baseRevision: 2, text: 'abc' });
  last().answer(3);
  expect(await saved).toBe(true);
});

test('without a line the text stays in the browser, and goes when it is asked to', async () => {
  drafts.type('cell', 'ab');
  const saved = drafts.flush('cell');
  last().refuse(new RequestFailure('offline', 'no line'));
  expect(await saved).toBe(false);
  expect(savedState(drafts.store.getState(), false)).toBe('offline');
  expect([...kept.values()].map((text) => JSON.parse(text))).toEqual([{ text: 'ab', baseText: 'a', baseRevision: 1 }]);

  const afterReload = makeDrafts();
  afterReload.take('note', 'cell', { text: 'a', revision: 1 });
  expect(afterReload.textOf('cell')).toBe('ab');
  const sent = afterReload.flushAll();
  last().answer(2);
  await sent;
  expect(kept.size).toBe(0);
});

test('a conflict keeps the own text, waits for a choice, then sends on top of theirs', async () => {
  drafts.type('cell', 'mine');
  const saved = drafts.flush('cell');
  const cell = { text: 'theirs', revision: 5 } as Cell;
  last().refuse(new RequestFailure('conflict', 'changed', { code: 'conflict', message: 'changed', cell }));
  expect(await saved).toBe(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect([asked.length, drafts.textOf('cell'), savedState(drafts.store.getState(), true)]).toEqual([
    1,
    'mine',
    'conflict',
  ]);
  drafts.keepMine('cell');
  expect(last().body).toMatchObject({ baseRevision: 5, text: 'mine' });
  last().answer(6);
  await settle();
  expect(savedState(drafts.store.getState(), true)).toBe('saved');
});

test('a refusal is said and not tried forever', async () => {
  drafts.type('cell', 'too long');
  const saved = drafts.flush('cell');
  last().refuse(new RequestFailure('too-large', 'The text is too long.'));
  expect(await saved).toBe(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect([asked.length, savedState(drafts.store.getState(), true)]).toEqual([1, 'refused']);
  expect(drafts.store.getState().problems).toEqual({ cell: 'The text is too long.' });
});

test('a full storage costs nothing but the safety net', () => {
  const full = createDraftStorage({
    getItem: () => '{"text":',
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => undefined,
  });
  full.write('n', 'c', { text: 'x', baseText: '', baseRevision: 0 });
  expect(full.read('n', 'c')).toBeUndefined();
});
