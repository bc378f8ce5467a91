import type { ResultLog } from '@riffle/cells';
import type { ChangeEntry, Changes } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { ChangeMirrors, type KeptLog } from './change-mirrors.ts';

const totals = { '+I': 1, '-U': 0, '+U': 0, '-D': 0 };

function setUp() {
  const asked: string[] = [];
  const published: Changes[] = [];
  const kept = new Map<string, KeptLog>([['r', { watchers: 0, log: undefined }]]);
  const mirrors = new ChangeMirrors({
    find: (resultId) => kept.get(resultId),
    send: ({ on }) => asked.push(on ? 'on' : 'off'),
    publish: (event) => published.push(event),
  });
  return { asked, published, mirrors, kept };
}

function log(numbers: readonly number[], reset: boolean): ResultLog {
  const entries = numbers.map((number): ChangeEntry => [number, '+I', 5, ['x']]);
  return { resultId: 'r', reset, entries, totals };
}

const numbersOf = (event: Changes | undefined): number[] | undefined => event?.entries.map(([number]) => number);

test('the thread is asked once for all watchers, and told when the last has gone', () => {
  const { asked, mirrors } = setUp();
  mirrors.watch('r');
  mirrors.watch('r');
  mirrors.unwatch('r');
  expect(asked).toEqual(['on']);
  mirrors.unwatch('r');
  mirrors.unwatch('unknown');
  expect(asked).toEqual(['on', 'off']);
});

test('who comes later gets what the others have', () => {
  const { published, mirrors } = setUp();
  expect(mirrors.watch('r')).toBeUndefined();
  mirrors.apply(log([1, 2], true));
  mirrors.apply(log([3], false));
  expect(published.map((event) => [event.reset, numbersOf(event)])).toEqual([
    [true, [1, 2]],
    [false, [3]],
  ]);
  expect(numbersOf(mirrors.watch('r'))).toEqual([1, 2, 3]);
});

test('what a thread keeps in the end stays, the last 500 of it, until the result goes', () => {
  const { mirrors, kept: logs } = setUp();
  mirrors.apply(log([1], true));
  mirrors.apply(
    log(
      Array.from({ length: 600 }, (_, i) => i + 2),
      false,
    ),
  );
  const kept = numbersOf(mirrors.watch('r'));
  expect([kept?.length, kept?.[0], kept?.at(-1)]).toEqual([500, 102, 601]);
  logs.clear();
  expect(mirrors.watch('r')).toBeUndefined();
  mirrors.unwatch('r');
});
