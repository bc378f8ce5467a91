import type { ChangeEntry, Changes } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { RequestFailure } from '../connection/connection.ts';
import { createChanges } from './changes-store.ts';

const totals = { '+I': 0, '-U': 0, '+U': 0, '-D': 0 };

function event(numbers: number[], reset = false): Changes {
  const entries = numbers.map((number): ChangeEntry => [number, '+I', 1, ['x']]);
  return { op: 'changes', resultId: 'r', reset, entries, totals, cap: 3 };
}

function setUp(answer: () => Promise<unknown> = async () => ({ kinds: ['+I', '+U'] })) {
  const asked: string[] = [];
  const request = (name: string) => {
    asked.push(name);
    return answer();
  };
  return { asked, store: createChanges({ request: request as never }) };
}

test('changes are kept in order, the last so many, while somebody looks', async () => {
  const { asked, store } = setUp();
  let told = 0;
  const stop = store.subscribe('r', () => {
    told++;
  });
  store.onChanges(event([1, 2], true));
  store.onChanges(event([3, 4]));
  await Promise.resolve();
  const state = store.read('r');
  expect(state.kind === 'changes' && [state.snapshot.entries.map(([n]) => n), state.snapshot.kinds]).toEqual([
    [2, 3, 4],
    ['+I', '+U'],
  ]);
  expect(told).toBe(3);
  stop();
  store.onChanges(event([5]));
  expect([asked, store.read('r')]).toEqual([['watch-changes', 'unwatch-changes'], { kind: 'loading' }]);
});

test('why there is no changelog is said', async () => {
  const { store } = setUp(() =>
    Promise.reject(new RequestFailure('not-found', 'The changes of this run are not kept.')),
  );
  store.subscribe('r', () => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  expect(store.read('r')).toEqual({
    kind: 'none',
    reason: 'The changes of this run are not kept. Run the cell again to see them.',
  });
});
