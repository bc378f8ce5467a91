import type { NumberedRow, ResultColumn, ResultDelta, ResultReset } from '@riffle/protocol';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Row } from './live-result.ts';
import { createResultStore, type ResultStore } from './result-store.ts';

const columns: ResultColumn[] = [
  { name: 'k', type: 'STRING', role: 'text' },
  { name: 'n', type: 'BIGINT', role: 'number' },
];
const counts = { rows: 0, received: 0, cap: 1000, dropped: 0 };

function reset(version: number, rows: NumberedRow[]): ResultReset {
  return { op: 'result-reset', resultId: 'r', version, mode: 'update', columns, rows, counts };
}

function delta(from: number, upserts: NumberedRow[], removes: number[] = []): ResultDelta {
  return { op: 'result-delta', resultId: 'r', from, to: from + 1, upserts, removes, counts };
}

let asked: string[];
let frames: (() => void)[];
let store: ResultStore;
let told: number;

function nextFrame(): void {
  for (const frame of frames.splice(0)) {
    frame();
  }
}

function rows(): readonly Row[] {
  const state = store.read('r');
  return state.kind === 'rows' ? state.snapshot.rows : [];
}

beforeEach(() => {
  asked = [];
  frames = [];
  told = 0;
  store = createResultStore(
    {
      watch: (id, version) => asked.push(`watch ${id} ${version ?? 'all'}`),
      unwatch: (id) => asked.push(`unwatch ${id}`),
    },
    (frame) => frames.push(frame),
  );
  store.subscribe('r', () => {
    told += 1;
  });
});

test('deltas apply together at the next frame, and listeners hear of it once', () => {
  store.onReset(reset(1, [[1, ['a', '5']]]));
  store.onDelta(delta(1, [[2, ['b', '7']]]));
  store.onDelta(delta(2, [[1, ['a', '6']]], [2]));
  store.onDelta(delta(3, [[3, ['c', null]]]));
  expect([told, frames.length, rows().length]).toEqual([1, 1, 1]);
  nextFrame();
  expect(told).toBe(2);
  expect(rows()).toEqual([
    { number: 1, values: ['a', '6'], changed: { tick: 2, columns: ['same', 'up'] } },
    { number: 3, values: ['c', null], changed: null },
  ]);
});

test('a row that did not change stays the same object', () => {
  store.onReset(
    reset(1, [
      [1, ['a', '5']],
      [2, ['b', '5']],
    ]),
  );
  const before = rows();
  store.onDelta(delta(1, [[1, ['a', '4']]]));
  nextFrame();
  expect(rows()[1]).toBe(before[1]);
  expect(rows()[0]?.changed).toEqual({ tick: 1, columns: ['same', 'down'] });
});

test('new rows of one delta come in the order of their numbers', () => {
  store.onReset(reset(1, []));
  store.onDelta(
    delta(1, [
      [9, ['z', '1']],
      [4, ['y', '1']],
    ]),
  );
  nextFrame();
  expect(rows().map((row) => row.number)).toEqual([4, 9]);
});

test('a delta that does not follow asks for everything, once, and shows nothing wrong meanwhile', () => {
  store.onReset(reset(1, [[1, ['a', '5']]]));
  store.onDelta(delta(3, [[1, ['a', '9']]]));
  nextFrame();
  store.onDelta(delta(4, [[1, ['a', '10']]]));
  nextFrame();
  expect(asked).toEqual(['watch r all', 'watch r all']);
  expect(rows()[0]?.values).toEqual(['a', '5']);
  store.onReset(reset(5, [[1, ['a', '10']]]));
  expect(rows()[0]?.values).toEqual(['a', '10']);
});

test('a new line goes on from the version the page has', () => {
  store.onReset(reset(1, [[1, ['a', '5']]]));
  store.onDelta(delta(1, [[1, ['a', '6']]]));
  store.resume();
  expect(asked).toEqual(['watch r all', 'watch r 2']);
  store.onDelta(delta(2, [[1, ['a', '7']]]));
  nextFrame();
  expect(rows()[0]?.values).toEqual(['a', '7']);
});

test('rows stay readable when the server no longer keeps them', () => {
  store.onReset(reset(1, [[1, ['a', '5']]]));
  store.onGone('r');
  const state = store.read('r');
  expect(state.kind === 'gone' && state.snapshot?.rows.length).toBe(1);
});

test('a result no one looks at is let go after a while', () => {
  vi.useFakeTimers();
  const stop = store.subscribe('other', () => undefined);
  stop();
  const again = store.subscribe('other', () => undefined);
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual(['watch r all', 'watch other all']);
  again();
  vi.advanceTimersByTime(60_000);
  expect(asked.at(-1)).toBe('unwatch other');
  vi.useRealTimers();
});
