// Bodies of SDKs that sign or check as they stream: "aws-chunked", with or without a signature for each chunk.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { RequestSeal } from '../wire/authenticate.ts';
import { s3Error } from './errors.ts';

export interface ChunkedOptions {
  /** Set when every chunk carries a signature. */
  readonly seal: RequestSeal | null;
  /** Called with what follows the last chunk: `x-amz-checksum-…`. */
  readonly onTrailer: (name: string, value: string) => void;
}

const MOST_HEAD_BYTES = 4096;
const MOST_CHUNK_BYTES = 64 << 20;

/** The content of an aws-chunked body. A chunk is given on only after its signature held. */
export async function* unchunk(body: AsyncIterable<Uint8Array>, options: ChunkedOptions): AsyncGenerator<Uint8Array> {
  const reader = new LineReader(body);
  const chain = options.seal === null ? null : new SignatureChain(options.seal);
  for (;;) {
    const [sizeText = '', ...extensions] = (await reader.line()).split(';');
    const size = /^[0-9a-f]{1,8}$/i.test(sizeText) ? Number.parseInt(sizeText, 16) : Number.NaN;
    if (Number.isNaN(size) || size > MOST_CHUNK_BYTES) {
      throw malformed();
    }
    const chunk = await reader.bytes(size);
    chain?.check(chunk, signatureOf(extensions));
    if (size === 0) {
      break;
    }
    yield chunk;
    if ((await reader.line()) !== '') {
      throw malformed();
    }
  }
  await readTrailers(reader, chain, options.onTrailer);
}

async function readTrailers(
  reader: LineReader,
  chain: SignatureChain | null,
  onTrailer: ChunkedOptions['onTrailer'],
): Promise<void> {
  let signed = '';
  for (let line = await reader.lineOrEnd(); line !== null && line !== ''; line = await reader.lineOrEnd()) {
    const at = line.indexOf(':');
    const [name, value] = [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
    if (name === 'x-amz-trailer-signature') {
      chain?.checkTrailer(signed, value);
    } else {
      signed += `${name}:${value}\n`;
      onTrailer(name, value);
    }
  }
}

function signatureOf(extensions: readonly string[]): string {
  const found = extensions.find((each) => each.startsWith('chunk-signature='));
  return found?.slice('chunk-signature='.length) ?? '';
}

/** Each chunk's signature covers the one before, back to the request's own. */
class SignatureChain {
  readonly #seal: RequestSeal;
  #before: string;

  constructor(seal: RequestSeal) {
    this.#seal = seal;
    this.#before = seal.signature;
  }

  check(chunk: Uint8Array, presented: string): void {
    this.#advance('AWS4-HMAC-SHA256-PAYLOAD', [hash('sha256', ''), hash('sha256', chunk)], presented);
  }

  checkTrailer(lines: string, presented: string): void {
    this.#advance('AWS4-HMAC-SHA256-TRAILER', [hash('sha256', lines)], presented);
  }

  #advance(algorithm: string, hashes: readonly string[], presented: string): void {
    const { key, scope, timestamp } = this.#seal;
    const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
    const text = [algorithm, timestamp, scopeText, this.#before, ...hashes].join('\n');
    const expected = createHmac('sha256', key).update(text).digest('hex');
    if (presented.length !== expected.length || !timingSafeEqual(Buffer.from(presented), Buffer.from(expected))) {
      throw s3Error('SignatureDoesNotMatch', 'The signature of a chunk does not match its bytes.');
    }
    this.#before = expected;
  }
}

/** Reads lines and counted bytes in turn. */
class LineReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#source = body[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const line = await this.lineOrEnd();
    if (line === null) {
      throw incomplete();
    }
    return line;
  }

  /** A line without its end; null at the end of the body. */
  async lineOrEnd(): Promise<string | null> {
    for (;;) {
      const at = this.#held.indexOf('\r\n');
      if (at >= 0) {
        return this.#take(at + 2).toString('latin1', 0, at);
      }
      if (this.#held.length > MOST_HEAD_BYTES) {
        throw malformed();
      }
      if (!(await this.#more())) {
        return this.#held.length === 0 ? null : this.#take(this.#held.length).toString('latin1');
      }
    }
  }

  async bytes(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      if (this.#held.length === 0 && !(await this.#more())) {
        throw incomplete();
      }
      const part = this.#take(Math.min(missing, this.#held.length));
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) {
      return false;
    }
    this.#held = this.#held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#held, next.value]);
    return true;
  }

  #take(count: number): Buffer {
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }
}

function malformed(): Error {
  return s3Error('InvalidRequest', 'The aws-chunked body is malformed.');
}

function incomplete(): Error {
  return s3Error('IncompleteBody', 'The body ends before its last chunk.');
}
