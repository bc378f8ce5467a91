import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const PACKAGES = ['awscli', 'boto3'];

/** A virtual environment of the project's own with the `aws` CLI and boto3; its folder, or null without Python. */
export function preparePython(announce: (step: string) => void): string | null {
  const venv = resolve(process.env['RIFFLE_PYTHON_VENV'] ?? '.cache/venv');
  const python = resolve(venv, 'bin', 'python');
  const ready = (): boolean => spawnSync(python, ['-c', 'import boto3, awscli'], { stdio: 'ignore' }).status === 0;
  if (existsSync(python) && ready()) {
    return venv;
  }
  announce('installing the aws CLI and boto3 for the tests');
  spawnSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES], {
    stdio: 'inherit',
  });
  return existsSync(python) && ready() ? venv : null;
}
