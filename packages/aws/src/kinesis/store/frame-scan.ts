import type { OpenFile } from '@riffle/base/node';
import { announcedLength, asBuffer, frameEnd } from './frame.ts';

/** What to do with a frame; false ends the scan before it. */
export type VisitFrame = (bytes: Buffer, start: number, end: number, fileOffset: number) => boolean;

const CHUNK_BYTES = 1 << 20;
const LONGEST_FRAME_BYTES = 16 << 20;

/**
 * Walks over the frames of a file between two offsets. Returns the offset behind the last visited frame, which is
 * less than `to` when the visitor stopped or when the rest is no whole frame.
 */
export async function scanFrames(
  file: OpenFile,
  range: { readonly from: number; readonly to: number; readonly chunkBytes?: number },
  visit: VisitFrame,
): Promise<number> {
  let offset = range.from;
  let wanted = range.chunkBytes ?? CHUNK_BYTES;
  while (offset < range.to) {
    const length = Math.min(wanted, range.to - offset);
    const bytes = asBuffer(await file.read(offset, length));
    let start = 0;
    for (let end = frameEnd(bytes, start); end !== undefined; end = frameEnd(bytes, start)) {
      if (!visit(bytes, start, end, offset + start)) {
        return offset + start;
      }
      start = end;
    }
    if (start === 0) {
      // Not one whole frame: read more, unless there is no more or the length makes no sense.
      const announced = announcedLength(bytes, 0) ?? LONGEST_FRAME_BYTES;
      if (bytes.length === range.to - offset || bytes.length < length || announced > LONGEST_FRAME_BYTES) {
        return offset;
      }
      wanted = announced;
      continue;
    }
    offset += start;
    wanted = CHUNK_BYTES;
  }
  return offset;
}
