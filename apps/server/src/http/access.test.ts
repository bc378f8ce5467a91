import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { Access } from './access.ts';

let now = 1_000_000;
const access = new Access({ token: 'secret', port: 8080, allowedHosts: ['riffle.test'], now: () => now });

function request(headers: Record<string, string>): IncomingMessage {
  return { headers: { host: '127.0.0.1:8080', ...headers } } as unknown as IncomingMessage;
}
const cookieOf = (setCookie: string | null): string => (setCookie ?? '').split(';')[0] as string;

test.each(['127.0.0.1:8080', 'localhost:9', '[::1]:8080', 'LOCALHOST', 'riffle.test:8080'])(
  'host %s is ours',
  (host) => {
    expect(access.refuseForeign(request({ host }))).toBeNull();
  },
);

test.each(['evil.example', '127.0.0.1.evil.example', ''])('host "%s" is refused', (host) => {
  expect(access.refuseForeign(request({ host }))?.status).toBe(403);
});

test('a page of another origin is refused, even from another port of this machine', () => {
  expect(access.refuseForeign(request({ origin: 'http://127.0.0.1:8080' }))).toBeNull();
  expect(access.refuseForeign(request({ origin: 'http://127.0.0.1:9999' }))?.status).toBe(403);
  expect(access.refuseForeign(request({ origin: 'https://evil.example' }))?.status).toBe(403);
  expect(access.refuseForeign(request({ origin: 'null' }))?.status).toBe(403);
});

test('a bearer token grants all or nothing', () => {
  expect(access.grantOf(request({ authorization: 'Bearer secret' }))).toEqual({ kind: 'all' });
  expect(access.grantOf(request({ authorization: 'Bearer wrong' }))).toBeNull();
  expect(access.grantOf(request({}))).toBeNull();
});

test('the printed URL opens a session by cookie; the cookie does not hold the token', () => {
  expect(access.openSession('wrong')).toBeNull();
  const cookie = access.openSession('secret');
  expect(cookie).toMatch(/^riffle-8080=[^;]+; Path=\/; HttpOnly; SameSite=Lax/);
  expect(cookie).not.toContain('secret');
  expect(access.grantOf(request({ cookie: `a=b; ${cookieOf(cookie)}` }))).toEqual({ kind: 'all' });
  expect(access.grantOf(request({ cookie: `${cookieOf(cookie)}x` }))).toBeNull();
});

test('a presigned URL opens its notebook only, for its time only', () => {
  const url = new URL(access.presign('My Notes', 1800));
  expect(url.pathname).toBe('/n/My%20Notes/');
  expect(new URL(access.presign('My Notes', 1800, 'jobs')).pathname).toBe('/n/My%20Notes/flinkdashboard/');
  const signed = url.searchParams.get('authToken') as string;
  expect(access.openNotebookSession('Other', signed)).toBeNull();
  const cookie = access.openNotebookSession('My Notes', signed);
  expect(cookie).toContain('Path=/n/My%20Notes/');
  const session = request({ cookie: cookieOf(cookie) });
  expect(access.grantOf(session)).toEqual({ kind: 'notebook', notebook: 'My Notes' });
  now += 1_800_001;
  expect(access.grantOf(session)).toBeNull();
  expect(access.openNotebookSession('My Notes', signed)).toBeNull();
});

test('the ticket of a URL is no session, and a session is no URL', () => {
  const signed = new URL(access.presign('A', 1800)).searchParams.get('authToken') as string;
  expect(access.grantOf(request({ cookie: `riffle-8080-notebook=${signed}` }))).toBeNull();
  const session = cookieOf(access.openNotebookSession('A', signed)).split('=')[1] as string;
  expect(access.openNotebookSession('A', session)).toBeNull();
});
