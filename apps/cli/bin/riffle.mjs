#!/usr/bin/env node
// The `riffle` command: runs the command line on the pinned Node.js, whatever Node.js the machine has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(cli, '..', '..', 'node_modules', '.riffle', 'node');
if (!existsSync(node)) {
  process.stderr.write('riffle: the packages are not installed. Run "npm ci" in the project’s folder first.\n');
  process.exit(1);
}
const child = spawn(node, [join(cli, 'src', 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
