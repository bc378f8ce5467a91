import {
  type Application,
  effectiveFlinkSettings,
  type Operation,
  type RunEnd,
  type RunStatus,
} from '@riffle/applications';
import type { ApplicationSummary, ApplicationVersionView, OperationView } from '@riffle/protocol';

/** What the rows of the list are made of. */
export interface ApplicationFacts {
  readonly application: Application;
  readonly run: RunStatus | null;
  /** Newest first. */
  readonly operations: readonly Operation[];
  /** How the last run ended by itself. */
  readonly end: RunEnd | undefined;
}

export function viewSummary(facts: ApplicationFacts): ApplicationSummary {
  const { application, run } = facts;
  const { settings } = application.version;
  const figures = run?.figures ?? null;
  return {
    name: application.name,
    mode: application.mode,
    status: application.lifecycle.status,
    remark: remarkOf(facts),
    version: application.version.id,
    runtime: settings.RuntimeEnvironment,
    parallelism: effectiveFlinkSettings(settings.ApplicationConfiguration).parallelism.Parallelism,
    runningSince: runningSince(facts),
    restarts: run?.restarts ?? 0,
    rowsInPerSecond: figures?.rowsInPerSecond ?? null,
    rowsOutPerSecond: figures?.rowsOutPerSecond ?? null,
    behindMs: figures?.behindMs ?? null,
    lastCheckpoint: run?.checkpoints.last ?? null,
  };
}

/** A notebook has no run of its own: it runs since it was started. */
function runningSince({ application, run, operations }: ApplicationFacts): number | null {
  if (application.lifecycle.status !== 'RUNNING' || application.mode === 'STREAMING') {
    return run?.runningSince ?? null;
  }
  const started = operations.find(({ kind, status }) => kind === 'StartApplication' && status === 'SUCCESSFUL');
  return started?.ended ?? null;
}

function remarkOf(facts: ApplicationFacts): ApplicationSummary['remark'] {
  switch (facts.application.lifecycle.status) {
    case 'READY':
      return restRemark(facts);
    case 'RUNNING':
      return facts.application.mode === 'STREAMING' ? runRemark(facts) : null;
    default:
      return facts.run?.problem === null || facts.run?.problem === undefined
        ? null
        : { tone: 'warn', text: facts.run.problem };
  }
}

/** Why it does not run. */
function restRemark({ operations, end }: ApplicationFacts): ApplicationSummary['remark'] {
  const [last] = operations;
  if (end !== undefined) {
    return end.state === 'failed'
      ? { tone: 'bad', text: `It ended by itself: ${end.message}` }
      : { tone: 'plain', text: end.message };
  }
  if (last === undefined) {
    return { tone: 'plain', text: 'It has not been started yet.' };
  }
  if (last.status === 'FAILED') {
    return { tone: 'bad', text: `${FAILURES[last.kind]}: ${last.error ?? 'no reason was given.'}` };
  }
  return last.kind === 'StopApplication' ? { tone: 'plain', text: 'It was stopped.' } : null;
}

const FAILURES: Readonly<Record<Operation['kind'], string>> = {
  StartApplication: 'It did not start',
  StopApplication: 'It did not stop as it should',
  UpdateApplication: 'The new version did not start',
  RollbackApplication: 'The version before did not start',
  DeleteApplication: 'It could not be deleted',
};

function runRemark({ run, operations }: ApplicationFacts): ApplicationSummary['remark'] {
  if (run === null) {
    return { tone: 'warn', text: 'Its process does not answer. It is looked after, and started again if it is gone.' };
  }
  if (run.state === 'restarting' || run.state === 'starting') {
    const why = run.problem === null ? '' : `: ${run.problem}`;
    return { tone: 'warn', text: `The job is being started again from its last checkpoint${why}` };
  }
  if (run.problem !== null) {
    const failed = run.problem.startsWith('A checkpoint failed') ? '' : 'The job failed and was started again: ';
    return { tone: 'warn', text: `${failed}${run.problem}` };
  }
  const [remark] = run.remarks;
  if (remark !== undefined) {
    return { tone: 'warn', text: remark };
  }
  const [last] = operations;
  return last?.status === 'FAILED' ? { tone: 'bad', text: `The last step failed: ${last.error ?? ''}` } : null;
}

export function viewOperation({ id, kind, status, started, ended, error }: Operation): OperationView {
  return { id, kind, status, started, ended: ended ?? null, error: error ?? null };
}

export function viewVersion(version: Application['version']): ApplicationVersionView {
  const content = version.settings.ApplicationConfiguration.ApplicationCodeConfiguration?.CodeContent;
  const place = content?.S3ContentLocation;
  return {
    id: version.id,
    created: version.created,
    rolledBackFrom: version.rolledBackFrom ?? null,
    code: place === undefined ? null : `s3://${place.BucketARN.replace(/^.*:/, '')}/${place.FileKey}`,
  };
}
