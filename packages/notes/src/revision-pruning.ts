import type { Revision, RevisionLimits } from './revision-store.ts';

/**
 * Which of a note's revisions (oldest first) have to go to keep to the limits: the oldest automatic ones first, then the
 * oldest a person saved; never the newest.
 */
export function revisionsToPrune<R extends Pick<Revision, 'reason' | 'size'>>(
  revisions: readonly R[],
  limits: RevisionLimits,
): R[] {
  let count = revisions.length;
  let bytes = revisions.reduce((sum, revision) => sum + revision.size, 0);
  const older = revisions.slice(0, -1);
  const inOrder = [
    ...older.filter((revision) => revision.reason !== 'saved'),
    ...older.filter((revision) => revision.reason === 'saved'),
  ];
  const pruned: R[] = [];
  for (const revision of inOrder) {
    if (count <= limits.count && bytes <= limits.bytes) {
      break;
    }
    pruned.push(revision);
    count -= 1;
    bytes -= revision.size;
  }
  return pruned;
}
