import { expect, test } from 'vitest';
import { askedProperties, headerDiagnostics } from './header-properties.ts';

function told(header: string): string[] {
  const text = `${header}\nSELECT 1`;
  return headerDiagnostics(text).map(
    ({ severity, span, message }) => `${severity} [${text.slice(span.start, span.end)}] ${message}`,
  );
}

test('what is right is not mentioned', () => {
  expect(
    told(
      '%flink.ssql(type=Single, parallelism=4, maxParallelism=8, refreshInterval=1000, jobName=x, template=<b>{0}</b>)',
    ),
  ).toEqual([]);
  expect(told('%flink.bsql(runAsOne=true, form=native)')).toEqual([]);
  expect(told('%flink.ssql(type=append, threshold=1000, flink.streaming.insert_into=true)')).toEqual([]);
  expect(told('%md(nonsense=1)')).toEqual([]);
});

test.each([
  [
    '%flink.ssql(type=upsert)',
    'error [type=upsert] type=upsert is not known. Use append, update or single, or leave it out.',
  ],
  [
    '%flink.ssql(parallelism=abc)',
    'error [parallelism=abc] parallelism=abc is no number of tasks. Use a whole number from 1 up, or leave it out.',
  ],
  [
    '%flink.ssql(parallelism=4, maxParallelism=2)',
    'error [parallelism=4] parallelism=4 is more than the most there can be, 2.',
  ],
  [
    '%flink.ssql(refreshInterval=-5)',
    'error [refreshInterval=-5] refreshInterval=-5 is no number of milliseconds. Use one such as 1000, or leave it out.',
  ],
  ['%flink.ssql(type=update, threshold=5)', 'warning [threshold=5] threshold has an effect only with type=append.'],
  ['%flink.ssql(template=x)', 'warning [template=x] template has an effect only with type=single.'],
  [
    '%flink.ssql(savepointDir=/tmp/s)',
    'warning [savepointDir=/tmp/s] not supported yet: savepointDir; Stop ends the job without a savepoint.',
  ],
  [
    '%flink.ssql(refreshIntervall = 5)',
    'warning [refreshIntervall = 5] There is no property "refreshIntervall"; it is left out of account. Did you mean "refreshInterval"?',
  ],
  ['%flink.ssql(zzz)', 'warning [zzz] There is no property "zzz"; it is left out of account.'],
])('%s', (header, message) => {
  expect(told(header)).toEqual([message]);
});

test('an unknown name has its fix', () => {
  const [diagnostic] = headerDiagnostics('%flink.ssql(paralelism=2)');
  expect(diagnostic?.fix).toEqual({
    title: 'Use "parallelism"',
    span: { start: 12, end: 22 },
    replacement: 'parallelism',
  });
});

test('a header asks in its own words', () => {
  expect(askedProperties({ type: 'APPEND', refreshInterval: '0500', parallelism: '2', runAsOne: 'runAsOne' })).toEqual({
    mode: 'append',
    refreshMs: 500,
    thresholdMs: undefined,
    parallelism: 2,
    template: undefined,
    runAsOne: true,
  });
});
