import { type Event, MAX_MESSAGE_BYTES } from '@riffle/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Connection, type ConnectionPhase, connect, RequestFailure, type Welcome } from './connection.ts';

/** A socket under the test's hand. */
class FakeSocket {
  static made: FakeSocket[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: unknown[] = [];
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.onclose?.();
  }
  say(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  welcome(serverId = 'a'): void {
    this.say({ op: 'welcome', version: '1', notebook: '', serverId });
  }
}

const seen = {
  quiet: [] as boolean[],
  phases: [] as string[],
  welcomes: [] as Welcome[],
  events: [] as Event[],
  unreadable: 0,
};
let connection: Connection;

function line(): FakeSocket {
  return FakeSocket.made.at(-1) as FakeSocket;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  Object.assign(seen, { quiet: [], phases: [], welcomes: [], events: [], unreadable: 0 });
  connection = connect({
    url: 'ws://host/ws',
    createSocket: (url) => new FakeSocket(url),
    random: () => 1,
    onQuiet: (quiet) => seen.quiet.push(quiet),
    onPhase: (phase: ConnectionPhase, attempt) => seen.phases.push(`${phase} ${attempt}`),
    onWelcome: (welcome) => seen.welcomes.push(welcome),
    onEvent: (event) => seen.events.push(event),
    onUnreadable: () => {
      seen.unreadable += 1;
    },
  });
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

test('a request is answered by the reply of its id', async () => {
  line().welcome();
  const first = connection.request('create-note', { path: '/A' });
  const second = connection.request('list-notes', {});
  expect(line().sent).toEqual([
    { id: 1, op: 'create-note', body: { path: '/A' } },
    { id: 2, op: 'list-notes', body: {} },
  ]);
  line().say({ op: 'reply', id: 2, ok: true, body: { notes: [] } });
  line().say({ op: 'reply', id: 1, ok: true, body: { noteId: 'n' } });
  expect([await first, await second]).toEqual([{ noteId: 'n' }, { notes: [] }]);
});

test('a refusal carries the code and sentence of the server', async () => {
  line().welcome();
  const asked = connection.request('open-note', { noteId: 'x' });
  line().say({ op: 'reply', id: 1, ok: false, error: { code: 'not-found', message: 'There is no such note.' } });
  await expect(asked).rejects.toMatchObject({ code: 'not-found', message: 'There is no such note.' });
});

test('an answer that does not fit its schema is a failure, not a value', async () => {
  line().welcome();
  const asked = connection.request('create-note', { path: '/A' });
  line().say({ op: 'reply', id: 1, ok: true, body: { noteId: 7 } });
  await expect(asked).rejects.toMatchObject({ code: 'unreadable' });
});

test('a message longer than the server reads is refused here, and the line stays', async () => {
  line().welcome();
  const text = 'x'.repeat(MAX_MESSAGE_BYTES);
  const asked = connection.request('insert-cell', { noteId: 'n', index: 0, text });
  await expect(asked).rejects.toMatchObject({ code: 'too-large' });
  expect([line().sent, seen.phases.at(-1)]).toEqual([[], 'open 0']);
});

test('without a welcome there is no line to ask on', async () => {
  await expect(connection.request('list-notes', {})).rejects.toBeInstanceOf(RequestFailure);
  expect(line().sent).toEqual([]);
});

test('a lost line fails what waits on it and comes back by itself', async () => {
  line().welcome();
  const asked = connection.request('list-notes', {});
  line().close();
  await expect(asked).rejects.toMatchObject({ code: 'offline' });
  vi.advanceTimersByTime(249);
  expect(FakeSocket.made.length).toBe(1);
  vi.advanceTimersByTime(1);
  expect(FakeSocket.made.length).toBe(2);
  line().welcome();
  expect(seen.phases).toEqual(['connecting 0', 'open 0', 'waiting 1', 'connecting 1', 'open 0']);
  expect(seen.welcomes.map(({ again, restarted }) => ({ again, restarted }))).toEqual([
    { again: false, restarted: false },
    { again: true, restarted: false },
  ]);
});

test('another server id says that the server has restarted', () => {
  line().welcome('a');
  line().close();
  vi.advanceTimersByTime(1000);
  line().welcome('b');
  expect(seen.welcomes[1]).toMatchObject({ again: true, restarted: true });
});

test('attempts come ever more seldom, up to eight seconds', () => {
  const gaps: number[] = [];
  for (let i = 0; i < 7; i++) {
    const before = FakeSocket.made.length;
    line().close();
    let waited = 0;
    while (FakeSocket.made.length === before) {
      vi.advanceTimersByTime(50);
      waited += 50;
    }
    gaps.push(waited);
  }
  expect(gaps).toEqual([250, 500, 1000, 2000, 2000, 2000, 2000]);
});

test('a line that falls silent is given up', () => {
  line().welcome();
  vi.advanceTimersByTime(11_000);
  line().say({ op: 'catalog-changed' });
  vi.advanceTimersByTime(11_000);
  expect(seen.phases.at(-1)).toBe('open 0');
  vi.advanceTimersByTime(1_000);
  expect(seen.phases.at(-1)).toBe('waiting 1');
});

test('words from a line that was given up are not heard', () => {
  const old = line();
  old.welcome();
  old.close();
  vi.advanceTimersByTime(1000);
  line().welcome();
  old.say({ op: 'catalog-changed' });
  line().say({ op: 'notes', notes: [] });
  expect(seen.events).toEqual([{ op: 'notes', notes: [] }]);
});

test('a message that fits no schema is reported and passed over', () => {
  line().welcome();
  line().say({ op: 'from-the-future' });
  line().onmessage?.({ data: 'no json' });
  line().say({ op: 'catalog-changed' });
  expect(seen.unreadable).toBe(2);
  expect(seen.events).toEqual([{ op: 'catalog-changed' }]);
});

test('an open line that goes quiet is told, and again when it speaks', () => {
  line().welcome();
  vi.advanceTimersByTime(2_900);
  expect(seen.quiet).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(seen.quiet).toEqual([true]);
  line().say({ op: 'catalog-changed' });
  expect(seen.quiet).toEqual([true, false]);
  vi.advanceTimersByTime(3_000);
  line().close();
  expect(seen.quiet).toEqual([true, false, true, false]);
});
