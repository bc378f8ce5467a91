import { expect, test } from 'vitest';
import { exportAddresses, socketAddress } from './address.ts';

test.each([
  ['http:', '/', 'ws://host:8080/ws'],
  ['http:', '/index.html', 'ws://host:8080/ws'],
  ['https:', '/n/My/', 'wss://host:8080/n/My/ws'],
])('the socket of %s//host:8080%s is %s', (protocol, pathname, url) => {
  expect(socketAddress({ protocol, host: 'host:8080', pathname })).toBe(url);
});

test('a named notebook looks for the file beside itself first', () => {
  expect(exportAddresses({ pathname: '/' }, 'a b')).toEqual(['/api/notebook/export/a%20b']);
  expect(exportAddresses({ pathname: '/n/My/' }, 'x')).toEqual([
    '/n/My/api/notebook/export/x',
    '/api/notebook/export/x',
  ]);
});
