import type { ApplicationSettingsView, ApplicationStatusName } from '@riffle/protocol';

export interface DeployOutlook {
  readonly name: string;
  readonly place: string;
  readonly settings: ApplicationSettingsView;
  /** The application there is already; null makes a new one. */
  readonly existing: { readonly status: ApplicationStatusName; readonly version: number } | null;
  readonly start: boolean;
}

/** What a deploy is going to do, in a few plain sentences. */
export function whatWillHappen({ name, place, settings, existing, start }: DeployOutlook): string {
  return [
    `The note is built into ${place}.`,
    existing === null ? newWords(name, settings) : updateWords(name, existing, { settings, start }),
    'It runs on its own, also when this page and the server are closed, until you stop it.',
  ].join(' ');
}

function newWords(name: string, settings: ApplicationSettingsView): string {
  return `The application ${name} is created from it and started with parallelism ${settings.parallelism}. ${stateWords(settings)}`;
}

function updateWords(
  name: string,
  { status, version }: NonNullable<DeployOutlook['existing']>,
  { settings, start }: Pick<DeployOutlook, 'settings' | 'start'>,
): string {
  const next = `version ${version + 1}`;
  if (status === 'RUNNING') {
    return settings.snapshots
      ? `${name} stops with a snapshot of its state, and goes on from it as ${next}.`
      : `${name} stops, and ${next} goes on from the newest snapshot there is: what came after that is lost.`;
  }
  return start
    ? `${name} becomes ${next} and starts from its newest snapshot.`
    : `${name} becomes ${next}, and stays stopped.`;
}

function stateWords({ checkpointing, checkpointInterval, snapshots }: ApplicationSettingsView): string {
  const checkpoints = checkpointing
    ? `It takes a checkpoint every ${interval(checkpointInterval)}, to go on from when something fails`
    : 'It takes no checkpoints: when something fails, it begins anew';
  return `${checkpoints}${snapshots ? ', and a snapshot when it is stopped or updated.' : '. Stopping it loses its state.'}`;
}

/** `30 s`, `1 min`, `0.5 s`: all of it, in the unit that says it shortest. */
export function interval(milliseconds: number): string {
  return milliseconds > 0 && milliseconds % 60_000 === 0 ? `${milliseconds / 60_000} min` : `${milliseconds / 1000} s`;
}
