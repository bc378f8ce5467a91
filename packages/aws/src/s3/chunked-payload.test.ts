import { expect, test } from 'vitest';
import { deriveSigningKey } from '../wire/signature.ts';
import { unchunk } from './chunked-payload.ts';

const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
/** The worked example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const seal = {
  signature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  timestamp: '20130524T000000Z',
  scope,
  key: deriveSigningKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope),
};
const chunk = (size: number, signature: string): string =>
  `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}\r\n`;
const example =
  chunk(65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648') +
  chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497') +
  chunk(0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9');

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) {
    yield Buffer.from(text.slice(at, at + size), 'latin1');
  }
}

async function read(text: string, size: number, signed: boolean): Promise<{ text: string; trailers: string[] }> {
  const trailers: string[] = [];
  const onTrailer = (name: string, value: string): void => void trailers.push(`${name}=${value}`);
  const chunks: Uint8Array[] = [];
  for await (const each of unchunk(pieces(text, size), { seal: signed ? seal : null, onTrailer })) {
    chunks.push(each);
  }
  return { text: Buffer.concat(chunks).toString('latin1'), trailers };
}

test.each([1, 7, 1000, 100_000])(
  'signed chunks are put together however they arrive (%i bytes at a time)',
  async (size) => {
    expect(await read(example, size, true)).toEqual({ text: 'a'.repeat(66_560), trailers: [] });
  },
);

test('a changed byte, a forged size and a missing end are refused', async () => {
  const changed = example.replace('aaaa', 'aaab');
  await expect(read(changed, 4096, true)).rejects.toMatchObject({ type: 'SignatureDoesNotMatch' });
  await expect(read('zz\r\n', 4096, true)).rejects.toMatchObject({ type: 'InvalidRequest' });
  await expect(read(example.slice(0, 70_000 - 5000), 4096, true)).rejects.toMatchObject({ type: 'IncompleteBody' });
});

test('checksums behind unsigned chunks are told', async () => {
  const body = '3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n';
  expect(await read(body, 2, false)).toEqual({ text: 'abc', trailers: ['x-amz-checksum-crc32=NSRBwg=='] });
});
