/** Which kinds of change an edge carries. Insert is always possible. */
export interface ChangelogMode {
  readonly updateBefore: boolean;
  readonly updateAfter: boolean;
  readonly delete: boolean;
  /** Deletes may carry only the key columns, the rest NULL (upsert sources that say so). */
  readonly keyOnlyDeletes?: boolean | undefined;
}

export const insertOnly: ChangelogMode = { updateBefore: false, updateAfter: false, delete: false };
export const upsert: ChangelogMode = { updateBefore: false, updateAfter: true, delete: true };
export const retract: ChangelogMode = { updateBefore: true, updateAfter: true, delete: true };

export function isInsertOnly(mode: ChangelogMode): boolean {
  return !mode.updateBefore && !mode.updateAfter && !mode.delete;
}

/** `[I,UB,UA,D]`, as Flink's EXPLAIN prints it. */
export function formatChangelogMode(mode: ChangelogMode): string {
  const kinds = ['I'];
  if (mode.updateBefore) {
    kinds.push('UB');
  }
  if (mode.updateAfter) {
    kinds.push('UA');
  }
  if (mode.delete) {
    kinds.push('D');
  }
  return `[${kinds.join(',')}]`;
}
