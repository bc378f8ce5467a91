import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { familyOf, stillRunning } from './support/processes.ts';
import { startRiffle } from './support/riffle-server.ts';
import { waitFor } from './support/wait-for.ts';

const ROOT = join(import.meta.dirname, '..');
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'riffle-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('SIGTERM to the npm process alone stops everything within three seconds', async () => {
  const npm = spawn('npm', ['start', '--', '--port', '0', '--aws-port', '0'], {
    cwd: ROOT,
    env: { ...process.env, RIFFLE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  npm.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  await waitFor('the announcement', () => output.includes('AWS_CONFIG_FILE='), 60_000);
  // npm, the server and its interpreter at least.
  const family = await waitFor('the interpreter', () => {
    const members = familyOf(npm.pid ?? 0);
    return members.length >= 3 && members;
  });
  const asked = performance.now();
  npm.kill('SIGTERM');
  await waitFor('all processes to end', () => stillRunning(family).length === 0, 10_000);
  expect(performance.now() - asked).toBeLessThan(3000);
  // The home is free again.
  await expect(stat(join(home, 'lock'))).rejects.toThrow('ENOENT');
}, 90_000);

test('an interpreter does not outlive a server that is killed', async () => {
  const server = await startRiffle({ home });
  const family = await waitFor('the interpreter', () => {
    const members = familyOf(server.process.pid ?? 0);
    return members.length >= 2 && members;
  });
  await server.stop('SIGKILL');
  await waitFor('the interpreter to end', () => stillRunning(family).length === 0);
  // The lock of a dead server does not keep the next one out.
  const again = await startRiffle({ home });
  expect(again.token).toBe(server.token);
  await again.stop();
});

test('two servers do not share a home', async () => {
  const server = await startRiffle({ home });
  await expect(startRiffle({ home })).rejects.toThrow(/Another Riffle server \(process \d+\) uses/);
  await server.stop();
});

test.each(['port', 'awsPort'] as const)('a busy %s ends the start with one line that names the fix', async (which) => {
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const { port } = busy.address() as { port: number };
  const option = which === 'port' ? '--port' : '--aws-port';
  await expect(startRiffle({ home, [which]: port })).rejects.toThrow(
    `riffle: Port ${port} is in use. Choose another one: npm start -- ${option} ${port + 1}\n`,
  );
  await new Promise((resolve) => busy.close(resolve));
});

test('the first start writes the token and the AWS files for their owner alone', async () => {
  const server = await startRiffle({ home });
  for (const file of ['token', 'aws/credentials']) {
    expect((await stat(join(home, file))).mode & 0o777, file).toBe(0o600);
  }
  const credentials = await readFile(server.awsEnvironment['AWS_SHARED_CREDENTIALS_FILE'] ?? '', 'utf8');
  expect(credentials).toMatch(/^\[default\]\n[\s\S]*^\[adminuser\]\n/m);
  const config = await readFile(server.awsEnvironment['AWS_CONFIG_FILE'] ?? '', 'utf8');
  expect(config).toContain(`endpoint_url = ${server.awsUrl}`);
  expect((await readFile(join(home, 'version'), 'utf8')).trim()).toBe('1');
  await server.stop();
});
