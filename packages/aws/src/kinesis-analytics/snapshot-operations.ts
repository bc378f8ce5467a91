import type { Snapshot } from '@riffle/applications';
import type { NamedInput } from './requests.ts';
import { type AnalyticsScope, pageOf } from './scope.ts';

interface SnapshotInput extends NamedInput {
  readonly SnapshotName: string;
}

export function createSnapshot({ applications }: AnalyticsScope, input: SnapshotInput): object {
  applications.snapshots.create(input.ApplicationName, input.SnapshotName);
  return {};
}

export function describeSnapshot({ applications }: AnalyticsScope, input: SnapshotInput): object {
  return { SnapshotDetails: details(applications.snapshots.get(input.ApplicationName, input.SnapshotName)) };
}

interface ListInput extends NamedInput {
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** Newest first. */
export function listSnapshots({ applications }: AnalyticsScope, input: ListInput): object {
  const { page, token } = pageOf(applications.snapshots.list(input.ApplicationName), input);
  return { SnapshotSummaries: page.map(details), ...token };
}

export function deleteSnapshot(
  { applications }: AnalyticsScope,
  input: SnapshotInput & { readonly SnapshotCreationTimestamp: number },
): object {
  applications.snapshots.delete(input.ApplicationName, input.SnapshotName, input.SnapshotCreationTimestamp * 1000);
  return {};
}

function details({ name, status, version, created, runtimeEnvironment }: Snapshot): object {
  return {
    SnapshotName: name,
    SnapshotStatus: status,
    ApplicationVersionId: version,
    SnapshotCreationTimestamp: created / 1000,
    RuntimeEnvironment: runtimeEnvironment,
  };
}
