import type { Files } from '@riffle/base/node';
import { type Checkpoint, type CheckpointStore, RestoreError, readCheckpointFile } from '@riffle/engine';

/** The state a run goes on from. */
export interface RestorePoint {
  readonly checkpoint: Checkpoint;
  /** The file, for messages and copies. */
  readonly file: string;
  /** One of the run's own, not the snapshot it began with. */
  readonly own: boolean;
  /** Checkpoints that could not be read and were passed over. */
  readonly remarks: readonly string[];
}

/** The newest whole checkpoint of the run, else the state it began with; null when it began with nothing. */
export async function findRestorePoint(options: {
  readonly store: CheckpointStore;
  readonly fileOf: (id: number) => string;
  readonly initial: string | null;
  readonly files: Files;
}): Promise<RestorePoint | null> {
  const { store, fileOf, initial, files } = options;
  const remarks: string[] = [];
  for (const id of [...(await store.list())].reverse()) {
    try {
      return { checkpoint: await store.load(id), file: fileOf(id), own: true, remarks };
    } catch (error) {
      if (!(error instanceof RestoreError)) {
        throw error;
      }
      remarks.push(
        `Checkpoint ${id} was passed over: ${error.message} The one before it is used; rows written after it may appear twice.`,
      );
    }
  }
  return initial === null
    ? null
    : { checkpoint: await readCheckpointFile(initial, files), file: initial, own: false, remarks };
}
