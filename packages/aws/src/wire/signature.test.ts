import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalRequest } from './canonical-request.ts';
import { deriveSigningKey, signCanonicalRequest } from './signature.ts';

// The worked example AWS publishes for ListUsers:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const SCOPE = { date: '20150830', region: 'us-east-1', service: 'iam' };

test('a published example gives the published signature', () => {
  const request = {
    method: 'GET',
    path: '/',
    query: [
      ['Version', '2010-05-08'],
      ['Action', 'ListUsers'],
    ] as const,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      host: 'iam.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
    },
    body: Buffer.alloc(0),
  };
  const canonical = canonicalRequest(request, ['content-type', 'host', 'x-amz-date'], hash('sha256', ''));
  expect(hash('sha256', canonical)).toBe('f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59');
  const key = deriveSigningKey(SECRET, SCOPE);
  expect(key.toString('hex')).toBe('c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9');
  expect(signCanonicalRequest(key, SCOPE, { timestamp: '20150830T123600Z', canonical })).toBe(
    '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  );
});

test('query parameters are sorted and encoded, header values trimmed, :authority stands for host', () => {
  const request = {
    method: 'POST',
    path: '/a b',
    query: [
      ['b', '1'],
      ['a', 'x y'],
      ['a', "!'*"],
    ] as const,
    headers: { ':authority': '127.0.0.1:1', 'x-two': ['one', 'two'], 'x-wide': '  a   b ' },
    body: Buffer.alloc(0),
  };
  expect(canonicalRequest(request, [':authority', 'host', 'x-two', 'x-wide'], 'HASH')).toBe(
    [
      'POST',
      '/a%20b',
      'a=%21%27%2A&a=x%20y&b=1',
      ':authority:127.0.0.1:1',
      'host:127.0.0.1:1',
      'x-two:one,two',
      'x-wide:a b',
      '',
      ':authority;host;x-two;x-wide',
      'HASH',
    ].join('\n'),
  );
});
