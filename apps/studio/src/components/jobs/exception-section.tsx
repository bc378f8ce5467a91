import type { JobPageData } from '../../core/jobs/job-store.ts';
import { Moment } from '../ui/moment.tsx';

/** What a job failed of: the sentence first, where and when, and the rest folded away. */
export function ExceptionSection({ job }: { job: JobPageData }) {
  const { entries } = job.exceptions.exceptionHistory;
  if (entries.length === 0) {
    return <p className="jobs-empty">Nothing has gone wrong in this job.</p>;
  }
  return (
    <ol className="job-exceptions">
      {entries.map((entry) => {
        const [sentence = '', ...rest] = entry.stacktrace.split('\n');
        return (
          <li
            key={`${entry.timestamp}-${entry.exceptionName}`}
            className="jobs-card job-exception"
            data-testid="job-exception"
          >
            <p className="job-exception-sentence">{sentence}</p>
            <p className="quiet">
              <Moment at={entry.timestamp} />
              {entry.taskName !== null && <> · in {entry.taskName}</>}
            </p>
            {rest.length > 0 && (
              <details>
                <summary>Technical detail</summary>
                <pre>{rest.join('\n')}</pre>
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}
