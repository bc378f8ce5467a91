import { expect, test } from 'vitest';
import { propertyProblem } from './header-properties.ts';

test('properties of a header that are no numbers or no mode are told in a sentence', () => {
  const asked = [
    {},
    { type: 'Single', parallelism: '4', refreshInterval: '1000', jobName: 'x' },
    { type: 'upsert' },
    { parallelism: 'abc' },
    { maxParallelism: '0' },
    { refreshInterval: '-5' },
  ];
  expect(asked.map(propertyProblem)).toEqual([
    null,
    null,
    'type=upsert is not known. Use append, update or single, or leave it out.',
    'parallelism=abc is no number of tasks. Use a whole number from 1 up, or leave it out.',
    'maxParallelism=0 is no number of tasks. Use a whole number from 1 up, or leave it out.',
    'refreshInterval=-5 is no number of milliseconds. Use one such as 1000, or leave it out.',
  ]);
});
