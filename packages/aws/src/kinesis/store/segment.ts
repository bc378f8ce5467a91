import { join } from 'node:path';
import type { Files, OpenFile } from '@riffle/base/node';
import { asBuffer, frameArrival, frameOrdinal, isIntact } from './frame.ts';
import { scanFrames } from './frame-scan.ts';
import { SegmentIndex } from './segment-index.ts';

/** One append-only file of a shard. */
export interface Segment {
  readonly path: string;
  /** The ordinal of its first record, also when that is still to come. */
  readonly baseOrdinal: number;
  /** The bytes that are on disk and acknowledged. */
  size: number;
  /** When its first record arrived; undefined while it is empty. */
  firstArrival: number | undefined;
  /** Built when first needed; always there for the segment being written. */
  index: SegmentIndex | undefined;
}

const SUFFIX = '.seg';
const FIRST_FRAME_PROBE_BYTES = 64;

export function segmentPath(folder: string, baseOrdinal: number): string {
  return join(folder, `${String(baseOrdinal).padStart(16, '0')}${SUFFIX}`);
}

/** The first ordinals of the segments in a folder, ascending. */
export async function listSegments(files: Files, folder: string): Promise<number[]> {
  const names = await files.list(folder);
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => Number(name.slice(0, -SUFFIX.length)))
    .sort((a, b) => a - b);
}

export function emptySegment(folder: string, baseOrdinal: number): Segment {
  return {
    path: segmentPath(folder, baseOrdinal),
    baseOrdinal,
    size: 0,
    firstArrival: undefined,
    index: new SegmentIndex(),
  };
}

/** Opens a segment that is no longer written: only its size and its first arrival are read. */
export async function openSealedSegment(files: Files, folder: string, baseOrdinal: number): Promise<Segment> {
  const path = segmentPath(folder, baseOrdinal);
  const file = await files.open(path, 'read');
  try {
    const probe = asBuffer(await file.read(0, FIRST_FRAME_PROBE_BYTES));
    const firstArrival = probe.length >= 24 ? frameArrival(probe, 0) : undefined;
    return { path, baseOrdinal, size: await file.size(), firstArrival, index: undefined };
  } finally {
    await file.close();
  }
}

/** What a walk over a whole segment finds. */
export interface RecoveredSegment {
  readonly segment: Segment;
  /** The ordinal the next record gets. */
  readonly nextOrdinal: number;
  readonly lastArrival: number;
}

/** Walks over every record and cuts off a tail that a crash left torn. */
export async function recoverSegment(file: OpenFile, folder: string, baseOrdinal: number): Promise<RecoveredSegment> {
  const segment = emptySegment(folder, baseOrdinal);
  const fileSize = await file.size();
  let nextOrdinal = baseOrdinal;
  let lastArrival = 0;
  segment.size = await scanFrames(file, { from: 0, to: fileSize }, (bytes, start, end, offset) => {
    if (!isIntact(bytes, start, end) || frameOrdinal(bytes, start) !== nextOrdinal) {
      return false;
    }
    lastArrival = frameArrival(bytes, start);
    segment.firstArrival ??= lastArrival;
    segment.index?.note({ ordinal: nextOrdinal, arrival: lastArrival, offset });
    nextOrdinal++;
    return true;
  });
  if (segment.size < fileSize) {
    await file.truncate(segment.size);
    await file.datasync();
  }
  return { segment, nextOrdinal, lastArrival };
}

/** Builds the index of a sealed segment by walking over its record headers. */
export async function buildIndex(file: OpenFile, size: number): Promise<SegmentIndex> {
  const index = new SegmentIndex();
  await scanFrames(file, { from: 0, to: size }, (bytes, start, _end, offset) => {
    index.note({ ordinal: frameOrdinal(bytes, start), arrival: frameArrival(bytes, start), offset });
    return true;
  });
  return index;
}
