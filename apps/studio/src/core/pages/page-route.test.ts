import { expect, test } from 'vitest';
import { hashOfApplications, hashOfJobs, pageOfHash } from './page-route.ts';

test('the list of jobs and one job have addresses; everything else is a note', () => {
  const id = '0123456789abcdef0123456789abcdef';
  expect(pageOfHash(hashOfJobs())).toEqual({ kind: 'jobs', jobId: null });
  expect(pageOfHash(hashOfJobs('01234567-89ab-cdef-0123-456789abcdef'))).toEqual({ kind: 'jobs', jobId: id });
  expect(['', '#/note/x', '#/jobs/nonsense', '#/applications/a b'].map(pageOfHash)).toEqual(
    Array(4).fill({ kind: 'note' }),
  );
});

test('applications have addresses, and so have the sections of one', () => {
  expect([hashOfApplications(), hashOfApplications('a.b-1'), hashOfApplications('a', 'logs')].map(pageOfHash)).toEqual([
    { kind: 'applications', name: null, section: 'overview' },
    { kind: 'applications', name: 'a.b-1', section: 'overview' },
    { kind: 'applications', name: 'a', section: 'logs' },
  ]);
});
