import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { VirtualClock } from '@riffle/base';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinesisModel } from '../model/kinesis-model.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../testing/local-endpoint.ts';
import { type CallOptions, plainCall, signedCall } from '../testing/signed-call.ts';

const NOW = Date.parse('2026-03-01T09:30:00Z');
const clock = new VirtualClock(NOW);
let local: LocalEndpoint;

beforeAll(async () => {
  const service = {
    model: kinesisModel,
    operations: {
      ListStreams: (input: unknown, context: object) => ({ input, context }),
      DescribeLimits: () => {
        throw new Error('secret detail');
      },
    },
  };
  local = await startLocalEndpoint(async () => ({ services: [service], close: async () => undefined }), clock);
});

afterAll(() => local.close());

function call(changes: Partial<CallOptions> = {}): ReturnType<typeof signedCall> {
  const { accessKeyId, secretAccessKey } = local.credentials.default;
  return signedCall({
    url: local.url,
    accessKeyId,
    secretAccessKey,
    target: 'Kinesis_20131202.ListStreams',
    body: '{"Limit":3}',
    at: NOW,
    ...changes,
  });
}

function unsigned(headers: Readonly<Record<string, string>>): ReturnType<typeof plainCall> {
  const body = Buffer.from('{}');
  return plainCall(
    local.url,
    { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Kinesis_20131202.ListStreams', ...headers },
    body,
  );
}

describe('a signed call', () => {
  test('reaches its operation with checked input, region and request id', async () => {
    const { status, headers, body } = await call();
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/x-amz-json-1.1');
    expect(body).toEqual({
      input: { Limit: 3 },
      context: {
        accessKeyId: local.credentials.default.accessKeyId,
        region: 'us-east-1',
        requestId: headers['x-amzn-requestid'],
      },
    });
  });

  test('works with the second profile and with a session token', async () => {
    const second = local.credentials.profiles.find(({ profile }) => profile === 'adminuser');
    expect(second).toBeDefined();
    expect((await call({ ...second, headers: { 'x-amz-security-token': 'any' } })).status).toBe(200);
  });

  test.each([
    ['a wrong secret', { secretAccessKey: 'x' }, 'InvalidSignatureException', /does not match/],
    ['an unknown key', { accessKeyId: 'AKIAUNKNOWN' }, 'UnrecognizedClientException', /security token .* is invalid/],
    ['another service', { service: 'glue' }, 'InvalidSignatureException', /correct service: 'kinesis'/],
    ['a late clock', { at: NOW - 300_001 - 1000 }, 'InvalidSignatureException', /Signature expired: 20260301T092458Z/],
    ['an early clock', { at: NOW + 301_000 }, 'InvalidSignatureException', /Signature not yet current/],
    [
      'a changed body',
      { headers: { 'x-amz-date': '20260301T093001Z' } },
      'InvalidSignatureException',
      /does not match/,
    ],
  ])('with %s is refused', async (_, change, type, message) => {
    const { status, body } = await call(change as Partial<CallOptions>);
    expect({ status, type: body.__type }).toEqual({ status: 400, type });
    expect(body.message).toMatch(message);
  });

  test('is still good five minutes off', async () => {
    expect((await call({ at: NOW - 300_000 })).status).toBe(200);
    expect((await call({ at: NOW + 300_000 })).status).toBe(200);
  });

  test('of an operation nobody knows, or one that is not there yet', async () => {
    expect((await call({ target: 'Kinesis_20131202.Nothing' })).body.__type).toBe('UnknownOperationException');
    expect((await call({ target: 'Nothing_1.ListStreams' })).body.__type).toBe('UnknownOperationException');
    expect((await call({ target: 'Kinesis_20131202.__proto__' })).body.__type).toBe('UnknownOperationException');
    expect((await call({ target: 'Kinesis_20131202.MergeShards' })).body).toEqual({
      __type: 'UnsupportedOperationException',
      message: 'not supported yet: kinesis MergeShards',
    });
  });

  test.each([
    ['not JSON', '{'],
    ['no object', '[]'],
    ['a wrong type', '{"Limit":"3"}'],
    ['invalid UTF-8 inside a string', Buffer.from([0x7b, 0xff])],
  ])('with a body that is %s', async (_, body) => {
    const answer = await call({ body });
    expect({ status: answer.status, type: answer.body.__type }).toEqual({
      status: 400,
      type: 'SerializationException',
    });
  });

  test('that fails inside answers without details', async () => {
    const { status, body } = await call({ target: 'Kinesis_20131202.DescribeLimits', body: '{}' });
    expect({ status, type: body.__type }).toEqual({ status: 500, type: 'InternalFailure' });
    expect(body.message).not.toContain('secret detail');
  });

  test('with a body past the limit', async () => {
    const { status, body } = await call({ body: Buffer.alloc(17 << 20, 32) });
    expect({ status, type: body.__type }).toEqual({ status: 413, type: 'RequestEntityTooLargeException' });
  });
});

describe('a call without a good signature', () => {
  test('has no signature at all', async () => {
    const { status, body } = await unsigned({});
    expect({ status, body }).toEqual({
      status: 403,
      body: { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    });
  });

  test('has half of one', async () => {
    const { body } = await unsigned({ authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request' });
    expect(body).toEqual({
      __type: 'IncompleteSignatureException',
      message:
        "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. " +
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    });
  });
});

describe('where a call comes from', () => {
  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80'])('host %j', async (host) => {
    const { status, body } = await unsigned({ host });
    expect({ status, type: body.__type }).toEqual({ status: 403, type: 'AccessDeniedException' });
  });

  test.each(['http://evil.example', 'null', 'https://127.0.0.1.evil.example'])('origin %j', async (origin) => {
    const { status, body } = await call({ headers: { origin } });
    expect({ status, type: body.__type }).toEqual({ status: 403, type: 'AccessDeniedException' });
  });

  test('its own origin is fine', async () => {
    expect((await call({ headers: { origin: 'http://localhost:8080' } })).status).toBe(200);
  });
});

test('a preface that arrives in pieces opens HTTP/2', async () => {
  const socket = connect({ port: Number(new URL(local.url).port), host: '127.0.0.1', noDelay: true });
  const answered = new Promise<Buffer>((resolve) => socket.once('data', resolve));
  for (const piece of ['P', 'RI * HTTP/2.0\r\n\r\nSM', '\r\n\r\n']) {
    await new Promise<unknown>((resolve) => socket.write(piece, resolve));
  }
  socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
  const SETTINGS = 4;
  expect((await answered)[3]).toBe(SETTINGS);
  socket.destroy();
});

describe('clients that misbehave', () => {
  const port = (): number => Number(new URL(local.url).port);

  async function stillAnswers(): Promise<void> {
    expect((await call()).status).toBe(200);
  }

  test.each([
    ['bytes that are no HTTP', '\0\x01\x02\xff\r\n\r\n'],
    ['half of a preface and then something else', 'PRI * HTTP/2.0\r\nnonsense\r\n\r\n'],
    ['a preface and then no frames', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${'x'.repeat(100)}`],
    ['a content length that is a lie', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n'],
  ])('%s', async (_, text) => {
    const socket = connect({ port: port(), host: '127.0.0.1' });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.resume();
    socket.end(Buffer.from(text, 'latin1'));
    await closed;
    await stillAnswers();
  });

  test('bodies broken off in both protocols', async () => {
    const socket = connect({ port: port(), host: '127.0.0.1' });
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{';
    await new Promise<unknown>((resolve) => socket.write(head, resolve));
    socket.destroy();
    const session = connectHttp2(local.url);
    session.on('error', () => undefined);
    await new Promise((resolve) => session.once('connect', resolve));
    for (const headers of [{ ':path': '/' }, { ':path': '/', ':authority': 'evil.example' }]) {
      const stream = session.request({ ':method': 'POST', ...headers }, { endStream: false });
      stream.on('error', () => undefined);
      await new Promise<unknown>((resolve) => stream.write('{', resolve));
      const closed = new Promise((resolve) => stream.once('close', resolve));
      stream.close(8);
      await closed;
    }
    await new Promise((resolve) => session.ping((error) => resolve(error)));
    session.destroy();
    await stillAnswers();
  });

  test('a hundred calls at once on one session', async () => {
    const session = connectHttp2(local.url);
    const statuses = Array.from({ length: 100 }, () => {
      const stream = session.request({ ':method': 'POST', ':path': '/' });
      stream.end('{}');
      stream.resume();
      return new Promise((resolve) => stream.on('response', (headers) => resolve(headers[':status'])));
    });
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([400]));
    session.destroy();
  });
});

test('closing takes less than a second, whatever connections and calls are open', async () => {
  let tellStarted: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    tellStarted = resolve;
  });
  const operations = {
    ListShards: () => {
      tellStarted();
      return new Promise(() => undefined);
    },
  };
  const services = [{ model: kinesisModel, operations }];
  const other = await startLocalEndpoint(async () => ({ services, close: async () => undefined }), clock);
  const idle = connect({ port: Number(new URL(other.url).port), host: '127.0.0.1' });
  const session = connectHttp2(other.url);
  session.on('error', () => undefined);
  await new Promise((resolve) => session.once('connect', resolve));
  const { accessKeyId, secretAccessKey } = other.credentials.default;
  const target = 'Kinesis_20131202.ListShards';
  const hanging = signedCall({ url: other.url, accessKeyId, secretAccessKey, target, body: '{}', at: NOW });
  const cut = hanging.catch((error: NodeJS.ErrnoException) => error.code);
  await started;
  const before = performance.now();
  await other.close();
  expect(performance.now() - before).toBeLessThan(1000);
  expect(await cut).toBe('ECONNRESET');
  idle.destroy();
  session.destroy();
});
