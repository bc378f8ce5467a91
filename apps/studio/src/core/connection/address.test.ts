import { expect, test } from 'vitest';
import { socketAddress } from './address.ts';

test.each([
  ['http:', '/', 'ws://host:8080/ws'],
  ['http:', '/index.html', 'ws://host:8080/ws'],
  ['https:', '/n/My/', 'wss://host:8080/n/My/ws'],
])('the socket of %s//host:8080%s is %s', (protocol, pathname, url) => {
  expect(socketAddress({ protocol, host: 'host:8080', pathname })).toBe(url);
});
