import type { ResultChange } from '@riffle/cells';
import { expect, test } from 'vitest';
import { ResultMirror } from './result-mirror.ts';

function mirror(): ResultMirror {
  return new ResultMirror({ resultId: 'r', mode: 'update', columns: [], cap: 10 });
}
function change(upserts: [number, string[]][], removes: number[] = []): ResultChange {
  return { resultId: 'r', upserts, removes, counts: { rows: 1, received: 1, cap: 10, dropped: 0 } };
}

test('a client that missed two deltas gets just those', () => {
  const target = mirror();
  target.apply(change([[0, ['a']]]));
  const second = target.apply(change([[1, ['b']]]));
  const third = target.apply(change([], [0]));
  expect(target.catchUp(1)).toEqual([second, third]);
  expect(target.catchUp(3)).toEqual([]);
});

test('a new client, or one away too long, gets the whole view', () => {
  const target = mirror();
  for (let i = 0; i < 100; i++) {
    target.apply(change([[i, [String(i)]]], i < 98 ? [] : [i - 98]));
  }
  const [reset] = target.catchUp(undefined);
  expect(reset).toMatchObject({ op: 'result-reset', version: 100 });
  expect(target.catchUp(3)).toEqual([reset]);
  expect(target.catchUp(99_999)).toEqual([reset]);
  expect(target.rows().map(([number]) => number)).toEqual(Array.from({ length: 98 }, (_, i) => i + 2));
});
