import type { TextProblem } from '@riffle/protocol';
import { expect, test } from 'vitest';
import type { Connection } from '../connection/connection.ts';
import { createLiveProblems } from './live-problems.ts';

const wrong = (message: string): TextProblem => ({ code: 'x', severity: 'error', message, start: 0, end: 1 });

function bench() {
  const asked: { text: string; answer: (problems: TextProblem[]) => void; fail: () => void }[] = [];
  const shown: string[] = [];
  let waiting: (() => void) | undefined;
  const request = (_op: string, { text }: { text: string }) =>
    new Promise((resolve, reject) => {
      asked.push({ text, answer: (problems) => resolve({ problems }), fail: () => reject(new Error('offline')) });
    });
  const live = createLiveProblems({
    connection: { request: request as Connection['request'] },
    cell: () => undefined,
    schedule: (work) => {
      waiting = work;
      return () => {
        waiting = undefined;
      };
    },
    onProblems: (problems, text) => shown.push(`${text}: ${problems.map(({ message }) => message).join()}`),
  });
  const quiet = (): void => {
    waiting?.();
    waiting = undefined;
  };
  return { live, asked, shown, quiet };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a text is judged once no key comes any more', async () => {
  const { live, asked, shown, quiet } = bench();
  live.changed('a');
  live.changed('ab');
  quiet();
  expect(asked.map(({ text }) => text)).toEqual(['ab']);
  asked[0]?.answer([wrong('no')]);
  await settled();
  expect(shown).toEqual(['ab: no']);
});

test('an answer for an older text is not shown', async () => {
  const { live, asked, shown, quiet } = bench();
  live.changed('a');
  quiet();
  live.changed('ab');
  asked[0]?.answer([wrong('old')]);
  await settled();
  quiet();
  asked[1]?.answer([]);
  await settled();
  expect(shown).toEqual(['ab: ']);
});

test('a failure changes nothing, and the same text can be judged again', async () => {
  const { live, asked, shown, quiet } = bench();
  live.changed('a');
  quiet();
  asked[0]?.fail();
  await settled();
  expect(shown).toEqual([]);
  live.again();
  quiet();
  asked[1]?.answer([wrong('yes')]);
  await settled();
  expect(shown).toEqual(['a: yes']);
});

test('nothing is asked of a text that was never touched, or after the end', () => {
  const { live, asked, quiet } = bench();
  live.again();
  quiet();
  live.changed('a');
  live.stop();
  quiet();
  expect(asked).toEqual([]);
});
