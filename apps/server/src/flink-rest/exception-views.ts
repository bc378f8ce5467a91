import type { Millis } from '@riffle/base';
import { endOf, type JobRecord } from '../jobs/job-record.ts';
import { verticesOf } from './vertices.ts';

/** `/jobs/:jobid/exceptions`: what the job failed of, the root cause first. A job here fails once and does not restart. */
export function jobExceptions(job: JobRecord, now: Millis) {
  const { problem } = job;
  if (problem === null) {
    return { exceptionHistory: { entries: [], truncated: false } };
  }
  const vertex = verticesOf(job, now).find(({ operators }) =>
    operators.some(({ outline }) => outline.description === problem.operator),
  );
  const stack = problem.detail === undefined ? '' : `\n${problem.detail}`;
  const entry = {
    exceptionName: nameOf(problem.detail ?? ''),
    stacktrace: `${problem.message}${stack}`,
    timestamp: endOf(job) ?? now,
    failureLabels: {},
    taskName: vertex === undefined ? null : `${vertex.name} (1/${vertex.parallelism})`,
    endpoint: 'localhost',
    taskManagerId: 'local',
    concurrentExceptions: [],
  };
  return { exceptionHistory: { entries: [entry], truncated: false } };
}

/** The class of the cause where a stack trace begins with it. */
function nameOf(detail: string): string {
  return /^(\w*Error)\b/m.exec(detail)?.[1] ?? 'JobError';
}
