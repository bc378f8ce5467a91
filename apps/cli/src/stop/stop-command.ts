import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runningApplications, stopRunners } from '@riffle/applications';
import { CliError } from '../cli-error.ts';
import { parseOptions } from '../options.ts';

export const help = `riffle stop [--all]

Stops the server of this home. Running applications go on without it, and the next server finds them.

  --all  stop the applications' processes too. Each takes a last checkpoint; they go on from it with the next server.
         To stop an application for good, use StopApplication.

The home is RIFFLE_HOME (default ./.riffle).
`;

/** How long a server or an application may take before it is killed. */
const PATIENCE_MS = 30_000;

export async function run(args: readonly string[]): Promise<number> {
  const { all = false } = parseOptions(args, { all: { type: 'boolean' } });
  const home = resolve(process.env['RIFFLE_HOME'] ?? '.riffle');
  process.stdout.write((await stopServer(home)) ? 'The server has ended.\n' : 'No server runs on this home.\n');
  const applications = join(home, 'applications');
  if (all) {
    for (const { application, gracefully } of await stopRunners(applications, PATIENCE_MS)) {
      process.stdout.write(`Application ${application} has ended${gracefully ? '' : ', by force'}.\n`);
    }
  } else {
    const running = await runningApplications(applications);
    if (running.length > 0) {
      const names = running.map(({ application }) => application).join(', ');
      process.stdout.write(`Still running: ${names}. "riffle stop --all" ends them too.\n`);
    }
  }
  return 0;
}

/** Whether there was one. */
async function stopServer(home: string): Promise<boolean> {
  const pid = readPid(join(home, 'lock'));
  if (pid === undefined || !isAlive(pid)) {
    return false;
  }
  process.kill(pid, 'SIGTERM');
  const deadline = performance.now() + PATIENCE_MS;
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      throw new CliError(`The server (process ${pid}) does not end. End it by hand: kill -9 ${pid}`, 1);
    }
    await new Promise((later) => setTimeout(later, 50));
  }
  return true;
}

function readPid(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
