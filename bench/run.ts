// Runs the measurements: all of them, or those whose file names contain an argument.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();

for (const file of files) {
  console.log(`\n## ${file.replace(/\.ts$/, '')}\n`);
  const done = spawnSync(process.execPath, [join(import.meta.dirname, file)], { stdio: 'inherit' });
  if (done.status !== 0) {
    process.exitCode = 1;
  }
}
