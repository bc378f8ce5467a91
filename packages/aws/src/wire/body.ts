import type { Readable } from 'node:stream';
import { AwsError } from './errors.ts';

/** Reads a request body whole. One that grows past `limit` bytes is refused and no longer read. */
export async function readBody(request: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return await new Promise<Buffer>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.removeAllListeners('data');
        request.pause();
        reject(new AwsError('RequestEntityTooLargeException', `The request body is larger than ${limit} bytes.`, 413));
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('error', reject);
    request.on('close', () => reject(new AwsError('RequestAbortedException', 'The client went away.')));
  });
}
