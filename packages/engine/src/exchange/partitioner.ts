import { type Batch, takeBatchRows } from '@riffle/columns';
import type { ExchangeNode } from '@riffle/plan';
import { hashColumns, keyGroupOf, subtaskOfKeyGroup } from './hash.ts';

export type Distribution = ExchangeNode['distribution'] | { readonly kind: 'forward' };

/** Sends each row of a batch to the subtasks that must have it. */
export type Partitioner = (batch: Batch, send: (target: number, batch: Batch) => void) => void;

/** The partitioner of one producing subtask. `forward` keeps a row with the subtask of the same number. */
export function makePartitioner(distribution: Distribution, subtask: number, targets: number): Partitioner {
  if (targets === 1) {
    return (batch, send) => send(0, batch);
  }
  switch (distribution.kind) {
    case 'hash':
      return hashPartitioner(distribution.keys, targets);
    case 'single':
      return (batch, send) => send(0, batch);
    case 'broadcast':
      return (batch, send) => {
        for (let target = 0; target < targets; target++) {
          send(target, batch);
        }
      };
    case 'rebalance':
      return rebalancePartitioner(subtask, targets);
    case 'forward':
      return (batch, send) => send(subtask, batch);
  }
}

function rebalancePartitioner(subtask: number, targets: number): Partitioner {
  let next = subtask % targets;
  return (batch, send) => {
    send(next, batch);
    next = (next + 1) % targets;
  };
}

function hashPartitioner(keys: readonly number[], targets: number): Partitioner {
  const targetOfGroup = Int32Array.from({ length: 128 }, (_, group) => subtaskOfKeyGroup(group, targets));
  let hashes = new Int32Array(0);
  const counts = new Int32Array(targets);
  let rows: Int32Array[] = [];
  return (batch, send) => {
    if (hashes.length < batch.rowCount) {
      hashes = new Int32Array(batch.rowCount);
      rows = Array.from({ length: targets }, () => new Int32Array(batch.rowCount));
    }
    hashColumns(batch, keys, hashes);
    counts.fill(0);
    for (let i = 0; i < batch.rowCount; i++) {
      const target = targetOfGroup[keyGroupOf(hashes[i] as number)] as number;
      const at = counts[target] as number;
      (rows[target] as Int32Array)[at] = i;
      counts[target] = at + 1;
    }
    for (let target = 0; target < targets; target++) {
      const count = counts[target] as number;
      if (count > 0) {
        send(target, count === batch.rowCount ? batch : takeBatchRows(batch, rows[target] as Int32Array, count));
      }
    }
  };
}
