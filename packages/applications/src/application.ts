import type { Lifecycle } from './lifecycle.ts';
import type { ApplicationMode, ApplicationSettings, RunConfiguration } from './settings.ts';

/** An application as it stands: its life and its current version. */
export interface Application {
  readonly name: string;
  readonly mode: ApplicationMode;
  /** Milliseconds since the epoch, a whole second, because clients send it back in whole seconds. */
  readonly created: number;
  readonly lifecycle: Lifecycle;
  readonly tags: Readonly<Record<string, string>>;
  readonly runConfiguration: RunConfiguration | undefined;
  readonly version: ApplicationVersion;
}

/** One version of an application's settings. */
export interface ApplicationVersion {
  readonly id: number;
  readonly created: number;
  /** Changes with every version; a client may send it instead of the version's number. */
  readonly token: string;
  readonly settings: ApplicationSettings;
  /** The version that a rollback started from and made this one anew. */
  readonly rolledBackFrom: number | undefined;
}

export type OperationKind =
  | 'StartApplication'
  | 'StopApplication'
  | 'UpdateApplication'
  | 'RollbackApplication'
  | 'DeleteApplication';

/** What became of something that took time. */
export interface Operation {
  readonly id: string;
  readonly application: string;
  readonly kind: OperationKind;
  readonly status: 'IN_PROGRESS' | 'SUCCESSFUL' | 'CANCELLED' | 'FAILED';
  readonly started: number;
  readonly ended: number | undefined;
  readonly error: string | undefined;
}

export type SnapshotStatus = 'CREATING' | 'READY' | 'DELETING' | 'FAILED';

/** A saved state of an application. */
export interface Snapshot {
  readonly application: string;
  readonly name: string;
  readonly status: SnapshotStatus;
  /** Milliseconds since the epoch, a whole second, because clients send it back in whole seconds. */
  readonly created: number;
  /** The version that ran when it was taken. */
  readonly version: number;
  readonly runtimeEnvironment: string;
  /** Why it failed. */
  readonly problem: string | undefined;
}
