import type { Millis } from '@riffle/base';
import type { JobEnd, JobFigures, JobOutline } from '@riffle/cells';

/** Flink's names for how a job stands; of ours, those that happen. */
export type JobState = 'RUNNING' | 'CANCELLING' | 'FINISHED' | 'CANCELED' | 'FAILED';

/** The cell a job was started from. */
export interface JobPlace {
  readonly noteId: string;
  readonly notePath: string;
  readonly cellId: string;
}

/** All that is kept of a job, running or ended. Plain data: an ended one goes to a file as it is. */
export interface JobRecord {
  /** 32 hexadecimal digits, as Flink writes job ids. */
  readonly id: string;
  readonly place: JobPlace;
  readonly runId: string;
  readonly outline: JobOutline;
  readonly state: JobState;
  /** When it came into its states; states it never was in are absent. */
  readonly since: Readonly<Partial<Record<JobState, Millis>>>;
  /** Null before the first second is over. */
  readonly figures: JobFigures | null;
  readonly problem: NonNullable<JobEnd['problem']> | null;
}

/** The id our messages use, as Flink writes ids: without hyphens. */
export function flinkJobId(jobId: string): string {
  return jobId.replaceAll('-', '');
}

export function isEnded(job: Pick<JobRecord, 'state'>): boolean {
  return job.state !== 'RUNNING' && job.state !== 'CANCELLING';
}

/** When the job ended; null while it runs. */
export function endOf(job: JobRecord): Millis | null {
  return isEnded(job) ? (job.since[job.state] ?? null) : null;
}
