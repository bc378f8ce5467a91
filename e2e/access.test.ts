import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type RiffleServer, startRiffle } from './support/riffle-server.ts';

let server: RiffleServer;
beforeAll(async () => {
  server = await startRiffle();
});
afterAll(() => server.remove());

/** Sends a request with exactly these headers; `fetch` would not let us choose Host and Origin. */
function statusOf(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${server.origin}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

function socketOutcome(headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/ws`, { headers });
    socket.on('message', (data) => {
      resolve((JSON.parse(data.toString()) as { op: string }).op);
      socket.close();
    });
    socket.on('error', (error) => resolve(error.message));
  });
}

const bearer = (): Record<string, string> => ({ authorization: `Bearer ${server.token}` });

test('every surface wants the token', async () => {
  for (const path of ['/', '/index.html', '/api/notebook', '/nothing']) {
    expect(await statusOf(path, {}), path).toBe(401);
    expect(await statusOf(path, { authorization: 'Bearer wrong' }), path).toBe(401);
  }
  expect(await statusOf('/api/notebook', bearer())).toBe(200);
  expect(await socketOutcome({})).toContain('401');
  expect(await socketOutcome({ authorization: 'Bearer wrong' })).toContain('401');
  expect(await socketOutcome(bearer())).toBe('welcome');
});

test('a foreign Host or Origin is refused whatever the token, for WebSockets too', async () => {
  expect(await statusOf('/api/notebook', { ...bearer(), host: 'rebound.example' })).toBe(403);
  expect(await statusOf('/api/notebook', { ...bearer(), origin: 'https://evil.example' })).toBe(403);
  expect(await socketOutcome({ ...bearer(), host: 'rebound.example' })).toContain('403');
  expect(await socketOutcome({ ...bearer(), origin: 'http://127.0.0.1:1' })).toContain('403');
  expect(await socketOutcome({ ...bearer(), origin: server.origin })).toBe('welcome');
});

test('the printed address gives a cookie and forgets the token', async () => {
  const opened = await fetch(server.url, { redirect: 'manual' });
  expect(opened.status).toBe(302);
  expect(opened.headers.get('location')).toBe('/');
  const cookie = opened.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(new RegExp(`^riffle-${new URL(server.origin).port}=.*HttpOnly; SameSite=Lax`));
  const page = await fetch(`${server.origin}/`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
});
