import type { JobState } from '../../core/jobs/flink-types.ts';

const LOOKS: Readonly<Partial<Record<JobState, { word: string; tone: string }>>> = {
  RUNNING: { word: 'running', tone: 'live' },
  CANCELLING: { word: 'stopping', tone: 'queued' },
  FINISHED: { word: 'finished', tone: '' },
  CANCELED: { word: 'cancelled', tone: '' },
  FAILED: { word: 'failed', tone: 'bad' },
};

/** How a job stands, as a word in its colour. */
export function JobStatePill({ state }: { state: JobState }) {
  const { word, tone } = LOOKS[state] ?? { word: state.toLowerCase(), tone: 'queued' };
  return (
    <span className={`pill ${tone}`} data-testid="job-state">
      {tone !== '' && <span className="dot" />} {word}
    </span>
  );
}
