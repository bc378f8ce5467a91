import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real server in a process of its own, on free ports, with a home of its own. */
export interface RiffleServer {
  readonly home: string;
  /** The address with the token. */
  readonly url: string;
  /** Without path and token: `http://127.0.0.1:1234`. */
  readonly origin: string;
  readonly token: string;
  readonly awsUrl: string;
  /** What points AWS clients at the server. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly process: ChildProcess;
  /** Ends the process and leaves the home. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends the process and removes the home. */
  remove(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const START_TIMEOUT_MS = 30_000;

export interface StartOptions {
  /** An existing home, to start again on it. */
  readonly home?: string;
  readonly port?: number;
  readonly awsPort?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startRiffle(options: StartOptions = {}): Promise<RiffleServer> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'riffle-home-')));
  const args = ['--port', String(options.port ?? 0), '--aws-port', String(options.awsPort ?? 0)];
  const child = spawn(join(ROOT, 'node_modules/.riffle/node'), [join(ROOT, 'apps/cli/src/main.ts'), 'start', ...args], {
    cwd: ROOT,
    env: { ...process.env, RIFFLE_HOME: home, RIFFLE_TOKEN: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = await announcement(child);
  const url = must(/https?:\/\/\S+token=\S+/.exec(text), text);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await gone;
    }
  };
  return {
    home,
    url,
    origin: new URL(url).origin,
    token: new URL(url).searchParams.get('token') ?? '',
    awsUrl: must(/AWS endpoint (\S+)/.exec(text), text, 1),
    awsEnvironment: {
      AWS_SHARED_CREDENTIALS_FILE: must(/AWS_SHARED_CREDENTIALS_FILE=(\S+)/.exec(text), text, 1),
      AWS_CONFIG_FILE: must(/AWS_CONFIG_FILE=(\S+)/.exec(text), text, 1),
    },
    process: child,
    stop,
    async remove() {
      await stop();
      // An application that still runs sees that its home is gone and ends; until then it may write.
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function must(match: RegExpExecArray | null, text: string, group = 0): string {
  const found = match?.[group];
  if (found === undefined) {
    throw new Error(`the server's announcement is not as expected:\n${text}`);
  }
  return found;
}

/** What the server prints once it is ready. */
function announcement(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    let errors = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server was not ready in time\n${text}\n${errors}`));
    }, START_TIMEOUT_MS);
    child.stderr?.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('AWS_CONFIG_FILE=') && text.endsWith('\n')) {
        clearTimeout(timer);
        resolve(text);
      }
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with code ${code}\n${text}\n${errors}`));
    });
  });
}
