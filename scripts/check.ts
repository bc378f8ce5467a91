// Everything that can be said without running the product: types, lint, format, direction of dependencies.
import { spawnSync } from 'node:child_process';

const STEPS: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  ['types of the studio', ['node_modules/typescript/bin/tsc', '-p', 'apps/studio/tsconfig.json']],
  ['lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  ['packages and their dependencies', ['scripts/check/packages.ts']],
];

/** Runs every step, prints each in a line, and gives how many passed and failed. */
export function runChecks(): { passed: number; failed: number } {
  const counts = { passed: 0, failed: 0 };
  for (const [name, [script = '', ...args]] of STEPS) {
    const done = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    const fine = done.status === 0;
    console.log(`${fine ? '✓' : '✗'} ${name}`);
    if (!fine) {
      console.log(done.stdout + done.stderr);
    }
    counts[fine ? 'passed' : 'failed']++;
  }
  return counts;
}

if (import.meta.main) {
  process.exitCode = runChecks().failed === 0 ? 0 : 1;
}
