import { expect, test } from 'vitest';
import { hashOfJobs, pageOfHash } from './page-route.ts';

test('the list of jobs and one job have addresses; everything else is a note', () => {
  const id = '0123456789abcdef0123456789abcdef';
  expect(pageOfHash(hashOfJobs())).toEqual({ kind: 'jobs', jobId: null });
  expect(pageOfHash(hashOfJobs('01234567-89ab-cdef-0123-456789abcdef'))).toEqual({ kind: 'jobs', jobId: id });
  expect(['', '#/note/x', '#/jobs/nonsense'].map(pageOfHash)).toEqual(Array(3).fill({ kind: 'note' }));
});
