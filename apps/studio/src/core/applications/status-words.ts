import type { ApplicationStatusName, ApplicationSummary } from '@riffle/protocol';

export interface StatusLook {
  readonly word: string;
  /** A tone of a pill. */
  readonly tone: '' | 'live' | 'queued' | 'bad';
}

const LOOKS: Readonly<Record<ApplicationStatusName, StatusLook>> = {
  READY: { word: 'stopped', tone: '' },
  RUNNING: { word: 'running', tone: 'live' },
  STARTING: { word: 'starting', tone: 'queued' },
  STOPPING: { word: 'stopping', tone: 'queued' },
  FORCE_STOPPING: { word: 'stopping by force', tone: 'queued' },
  UPDATING: { word: 'updating', tone: 'queued' },
  AUTOSCALING: { word: 'scaling', tone: 'queued' },
  ROLLING_BACK: { word: 'rolling back', tone: 'queued' },
  MAINTENANCE: { word: 'in maintenance', tone: 'queued' },
  DELETING: { word: 'being deleted', tone: 'queued' },
};

/** How an application stands, in a word: one that was never started is ready, one that failed says so. */
export function statusLook({ status, remark }: Pick<ApplicationSummary, 'status' | 'remark'>): StatusLook {
  if (status === 'READY' && remark?.tone === 'bad') {
    return { word: 'failed', tone: 'bad' };
  }
  if (status === 'READY' && remark?.text.startsWith('It has not been started') === true) {
    return { word: 'ready', tone: '' };
  }
  if (status === 'RUNNING' && remark?.tone === 'warn' && remark.text.startsWith('The job is being started again')) {
    return { word: 'recovering', tone: 'queued' };
  }
  return LOOKS[status];
}

/** Nothing else may be asked of it until what is under way is done, but to stop it by force. */
export function isPassing(status: ApplicationStatusName): boolean {
  return status !== 'READY' && status !== 'RUNNING';
}
