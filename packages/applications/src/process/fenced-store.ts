import type { Files } from '@riffle/base/node';
import type { CheckpointStore } from '@riffle/engine';
import { checkEpoch } from './epoch.ts';

/**
 * A store that only the newest runner may use. The epoch is looked at before a checkpoint is written and again before
 * it counts, and sinks commit only after that. What remains between the look and the write is closed by the runner's
 * lock: a newer runner waits for it before it chooses the checkpoint to go on from.
 */
export function fencedStore(
  store: CheckpointStore,
  fence: { readonly files: Files; readonly path: string; readonly epoch: number },
): CheckpointStore {
  const check = (): Promise<void> => checkEpoch(fence.files, fence.path, fence.epoch);
  return {
    list: () => store.list(),
    load: (id) => store.load(id),
    async save(checkpoint) {
      await check();
      const saved = await store.save(checkpoint);
      await check();
      return saved;
    },
  };
}
