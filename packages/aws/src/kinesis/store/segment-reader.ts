// Reading the records of one segment file. Each read opens the file anew, so expiry may remove it at any time.
import type { Files, OpenFile } from '@riffle/base/node';
import { frameArrival, frameOrdinal, isIntact, readFrame, type StoredRecord } from './frame.ts';
import { scanFrames } from './frame-scan.ts';
import { buildIndex, type Segment } from './segment.ts';
import type { SegmentIndex } from './segment-index.ts';

/** The bounds of one read. */
export interface ReadBounds {
  /** The first ordinal wanted. */
  readonly from: number;
  readonly maxRecords: number;
  /** Bytes of keys and data; one record is returned even when it alone is larger. */
  readonly maxBytes: number;
  /** Records that arrived before this have expired and are passed over. */
  readonly notBefore: number;
}

export interface SegmentRead {
  /** The first ordinal wanted. */
  readonly from: number;
  /** The first ordinal not wanted any more. */
  readonly limit: number;
  /** Records that arrived before this are passed over. */
  readonly notBefore: number;
  /** Takes a record, or returns false when the page is full. */
  readonly take: (record: StoredRecord) => boolean;
}

const SEEK_BYTES = 128 << 10;

/** Hands out the wanted records of a segment. `next` is where to go on; `stopped` tells that `take` had enough. */
export async function readSegment(
  files: Files,
  segment: Segment,
  wanted: SegmentRead,
): Promise<{ next: number; stopped: boolean }> {
  let next = wanted.from;
  let stopped = false;
  let ended = false;
  await withFile(files, segment, async (file) => {
    const to = segment.size;
    const from = (await indexOf(segment, file)).offsetBefore(wanted.from);
    const reached = await scanFrames(file, { from, to }, (bytes, start, end, offset) => {
      const ordinal = frameOrdinal(bytes, start);
      ended = ordinal >= wanted.limit;
      if (ended) {
        return false;
      }
      if (ordinal < wanted.from || frameArrival(bytes, start) < wanted.notBefore) {
        return true;
      }
      if (!isIntact(bytes, start, end)) {
        throw damaged(segment, offset);
      }
      stopped = !wanted.take(readFrame(bytes, start, end));
      next = stopped ? ordinal : ordinal + 1;
      return !stopped;
    });
    if (reached < to && !stopped && !ended) {
      throw damaged(segment, reached);
    }
  });
  return { next, stopped };
}

/** The ordinal of the segment's first record that arrived at or after `arrival`; undefined when there is none. */
export async function firstOrdinalSince(files: Files, segment: Segment, arrival: number): Promise<number | undefined> {
  let found: number | undefined;
  await withFile(files, segment, async (file) => {
    const from = (await indexOf(segment, file)).offsetBeforeArrival(arrival);
    await scanFrames(file, { from, to: segment.size, chunkBytes: SEEK_BYTES }, (bytes, start) => {
      if (frameArrival(bytes, start) < arrival) {
        return true;
      }
      found = frameOrdinal(bytes, start);
      return false;
    });
  });
  return found;
}

/** When the newest record of a segment arrived; 0 when there is none. */
export async function lastArrivalOf(files: Files, segment: Segment | undefined): Promise<number> {
  let last = 0;
  if (segment !== undefined) {
    await withFile(files, segment, async (file) => {
      await scanFrames(file, { from: 0, to: segment.size }, (bytes, start) => {
        last = frameArrival(bytes, start);
        return true;
      });
    });
  }
  return last;
}

/** Lends the file of a segment; one that expiry has removed meanwhile reads as empty. */
async function withFile(files: Files, segment: Segment, use: (file: OpenFile) => Promise<void>): Promise<void> {
  let file: OpenFile;
  try {
    file = await files.open(segment.path, 'read');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return;
    }
    throw error;
  }
  try {
    await use(file);
  } finally {
    await file.close();
  }
}

async function indexOf(segment: Segment, file: OpenFile): Promise<SegmentIndex> {
  segment.index ??= await buildIndex(file, segment.size);
  return segment.index;
}

function damaged(segment: Segment, offset: number): Error {
  return new Error(`${segment.path} is damaged at byte ${offset}`);
}
