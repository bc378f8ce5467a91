// Finds the real Python clients that tests drive.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const VENV = process.env['RIFFLE_PYTHON_VENV'] ?? join(import.meta.dirname, '..', '..', '..', '..', '.cache', 'venv');

/** Each call of a Python client starts an interpreter, which is slow on a busy machine. */
export const PYTHON_TIMEOUT_MILLIS = 120_000;

/** Why tests with Python clients cannot run here, or undefined when they can. */
export function whyNoPythonTools(): string | undefined {
  const missing = ['aws', 'python'].filter((tool) => !existsSync(join(VENV, 'bin', tool)));
  if (missing.length === 0) {
    return undefined;
  }
  const reason = `${missing.join(' and ')} not found in ${VENV}: make it with python3 -m venv and pip install awscli boto3`;
  if (process.env['CI'] === 'true') {
    throw new Error(reason);
  }
  process.stderr.write(`left out: tests with the aws CLI and boto3 (${reason})\n`);
  return reason;
}

/** Variables that point the clients at one endpoint's keys and nowhere else. */
export type ClientEnvironment = Readonly<Record<string, string>>;

/** Runs `aws …` and returns its parsed output; a failing command rejects with `stderr`. */
export async function awsCli(environment: ClientEnvironment, args: readonly string[]): Promise<unknown> {
  const { stdout } = await run(join(VENV, 'bin', 'aws'), [...args], { env: cleanEnvironment(environment) });
  return stdout.trim() === '' ? undefined : JSON.parse(stdout);
}

/** Runs a Python program and returns what it prints, read as JSON. */
export async function python(environment: ClientEnvironment, program: string): Promise<unknown> {
  const { stdout } = await run(join(VENV, 'bin', 'python'), ['-c', program], { env: cleanEnvironment(environment) });
  return JSON.parse(stdout);
}

/** Nothing of the person's own AWS settings may reach a client under test. */
function cleanEnvironment(environment: ClientEnvironment): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return Object.fromEntries([...own, ...Object.entries(environment)].map(([name, value]) => [name, value ?? '']));
}
