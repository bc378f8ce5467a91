import type { Clock } from '@riffle/base';

/** Refuses what goes beyond the rate the real service grants one shard. */
export interface ThroughputLimit {
  /** Takes one record of `bytes` from this second's allowance, or returns false. */
  take(bytes: number): boolean;
}

export const noThroughputLimit: ThroughputLimit = { take: () => true };

const RECORDS_PER_SECOND = 1000;
const BYTES_PER_SECOND = 1 << 20;

/** 1 MiB and 1,000 records in each second of the clock. */
export function shardWriteLimit(clock: Clock): ThroughputLimit {
  let second = Number.NaN;
  let records = 0;
  let bytes = 0;
  return {
    take(size) {
      const now = Math.floor(clock.now() / 1000);
      if (now !== second) {
        second = now;
        records = 0;
        bytes = 0;
      }
      if (records + 1 > RECORDS_PER_SECOND || bytes + size > BYTES_PER_SECOND) {
        return false;
      }
      records++;
      bytes += size;
      return true;
    },
  };
}
