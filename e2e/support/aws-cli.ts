import { execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const VENV = resolve(process.env['RIFFLE_PYTHON_VENV'] ?? '.cache/venv');
const run = promisify(execFile);

/** An environment as in the person's terminal: the two variables the server printed, and no other AWS settings. */
function clientEnvironment(awsEnvironment: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return { ...Object.fromEntries(own), AWS_PAGER: '', AWS_EC2_METADATA_DISABLED: 'true', ...awsEnvironment };
}

/** Runs the real `aws` command line; gives its standard output. */
export async function aws(awsEnvironment: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
  const { stdout } = await run(join(VENV, 'bin', 'aws'), args, { env: clientEnvironment(awsEnvironment) });
  return stdout;
}

/** Starts a Python program with boto3 at hand; the function given back ends it. */
export function startPython(awsEnvironment: Readonly<Record<string, string>>, program: string): () => void {
  const child = spawn(join(VENV, 'bin', 'python'), ['-c', program], {
    env: clientEnvironment(awsEnvironment),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return () => child.kill();
}
