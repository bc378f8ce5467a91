// The life of an application as data; SPEC.md says the same in words.
import { assert } from '@riffle/base';

export type StableStatus = 'READY' | 'RUNNING';

export type PassingStatus =
  | 'STARTING'
  | 'STOPPING'
  | 'FORCE_STOPPING'
  | 'UPDATING'
  | 'AUTOSCALING'
  | 'ROLLING_BACK'
  | 'MAINTENANCE'
  | 'DELETING';

export type ApplicationStatus = StableStatus | PassingStatus;

/** What a user, or the service on the user's behalf, asks for. */
export type Wish = 'start' | 'stop' | 'force-stop' | 'update' | 'scale' | 'roll-back' | 'maintain' | 'delete';

/** What the runner tells. */
export type News =
  | 'started'
  | 'stopped'
  | 'updated'
  | 'kept'
  | 'scaled'
  | 'rolled-back'
  | 'maintained'
  | 'failed'
  | 'ended';

export type Step = Wish | News;

/** Every status and the steps it allows; a step that is not there is refused. */
export const TRANSITIONS: Readonly<Record<ApplicationStatus, Readonly<Partial<Record<Step, ApplicationStatus>>>>> = {
  READY: { start: 'STARTING', update: 'READY', delete: 'DELETING' },
  STARTING: { 'force-stop': 'FORCE_STOPPING', started: 'RUNNING', failed: 'READY', ended: 'READY' },
  RUNNING: {
    stop: 'STOPPING',
    'force-stop': 'FORCE_STOPPING',
    update: 'UPDATING',
    scale: 'AUTOSCALING',
    'roll-back': 'ROLLING_BACK',
    maintain: 'MAINTENANCE',
    delete: 'DELETING',
    ended: 'READY',
  },
  STOPPING: { 'force-stop': 'FORCE_STOPPING', stopped: 'READY', ended: 'READY', failed: 'RUNNING' },
  FORCE_STOPPING: { stopped: 'READY', ended: 'READY', failed: 'READY' },
  UPDATING: {
    'force-stop': 'FORCE_STOPPING',
    'roll-back': 'ROLLING_BACK',
    updated: 'RUNNING',
    kept: 'RUNNING',
    failed: 'READY',
    ended: 'READY',
  },
  AUTOSCALING: {
    'force-stop': 'FORCE_STOPPING',
    'roll-back': 'ROLLING_BACK',
    scaled: 'RUNNING',
    failed: 'READY',
    ended: 'READY',
  },
  ROLLING_BACK: { 'force-stop': 'FORCE_STOPPING', 'rolled-back': 'RUNNING', failed: 'READY', ended: 'READY' },
  MAINTENANCE: { maintained: 'RUNNING', failed: 'READY', ended: 'READY' },
  DELETING: { failed: 'READY' },
};

/** The part of an application that steps change. */
export interface Lifecycle {
  readonly status: ApplicationStatus;
  /** The operation under way. */
  readonly operationId: string | undefined;
}

/** A new application's. */
export const NEW_LIFECYCLE: Lifecycle = { status: 'READY', operationId: undefined };

export function isStable(status: ApplicationStatus): status is StableStatus {
  return status === 'READY' || status === 'RUNNING';
}

/**
 * Takes one step, or returns undefined when the status does not allow it. `operationId` names the operation that a
 * wish begins; it is dropped when the wish is fulfilled at once.
 */
export function takeStep(from: Lifecycle, step: Step, operationId: string): Lifecycle | undefined {
  const status = TRANSITIONS[from.status][step];
  if (status === undefined) {
    return undefined;
  }
  const next = { status, operationId: isStable(status) ? undefined : operationId };
  checkLifecycle(next);
  return next;
}

/** Invariant 1 of SPEC.md. */
export function checkLifecycle({ status, operationId }: Lifecycle): void {
  assert(isStable(status) === (operationId === undefined), `an application is ${status} with operation ${operationId}`);
}

/** The statuses from which a wish is allowed, for error messages. */
export function allowedFrom(wish: Wish): ApplicationStatus[] {
  return (Object.keys(TRANSITIONS) as ApplicationStatus[]).filter((status) => TRANSITIONS[status][wish] !== undefined);
}
