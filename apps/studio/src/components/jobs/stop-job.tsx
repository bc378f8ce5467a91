import { useState } from 'react';
import type { JobState } from '../../core/jobs/flink-types.ts';
import { studio } from '../../page.ts';
import { Icon } from '../ui/icon.tsx';

/** Ends a running job; the job's own state says when it has. */
export function StopJob({ jobId, name, state }: { jobId: string; name: string; state: JobState }) {
  const [asked, setAsked] = useState(false);
  if (state !== 'RUNNING' && state !== 'CANCELLING') {
    return null;
  }
  const stopping = asked || state === 'CANCELLING';
  return (
    <button
      type="button"
      className="button small"
      disabled={stopping}
      aria-label={`Stop ${name}`}
      data-testid="stop-job"
      onClick={() => {
        setAsked(true);
        studio.jobs.cancel(jobId).catch((failure: Error) => {
          setAsked(false);
          studio.messages.problem(`The job goes on: ${failure.message}`);
        });
      }}
    >
      <Icon name="stop" size={12} /> {stopping ? 'Stopping…' : 'Stop'}
    </button>
  );
}
