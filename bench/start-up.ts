// From an installed clone to a server that is ready, from Run to the first row in the browser, and memory.
// Prints medians of several runs. Needs Chromium for the second part (RIFFLE_CHROMIUM, or an installed one).
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { familyOf } from '../e2e/support/processes.ts';
import { startRiffle } from '../e2e/support/riffle-server.ts';
import { findBrowser } from '../scripts/test/browser.ts';

const RUNS = 5;
const ROOT = join(import.meta.dirname, '..');

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds from `npm start` to its announcement, on a home that exists. */
async function timeNpmStart(home: string): Promise<number> {
  const begun = performance.now();
  const npm = spawn('npm', ['start', '--silent', '--', '--port', '0', '--aws-port', '0'], {
    cwd: ROOT,
    env: { ...process.env, RIFFLE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => {
    let text = '';
    npm.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('AWS_CONFIG_FILE=')) {
        resolve();
      }
    });
  });
  const ready = performance.now() - begun;
  const gone = new Promise((resolve) => npm.once('exit', resolve));
  npm.kill('SIGTERM');
  await gone;
  return ready;
}

/** Resident memory of a process in megabytes, from the kernel. */
function residentMegabytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

async function runToFirstRow(page: Page): Promise<number> {
  const cell = page.getByTestId('cell').nth(1);
  const begun = performance.now();
  await cell.getByRole('button', { name: 'Run', exact: true }).click();
  await cell.getByTestId('result-row').first().waitFor();
  const elapsed = performance.now() - begun;
  await cell.getByRole('button', { name: 'Stop', exact: true }).click();
  await cell.getByText('cancelled').first().waitFor();
  return elapsed;
}

const home = await mkdtemp(join(tmpdir(), 'riffle-bench-'));
const starts: number[] = [];
for (let i = 0; i <= RUNS; i++) {
  starts.push(await timeNpmStart(home));
}
console.log(
  `npm start to ready: first ${Math.round(starts[0] ?? 0)} ms, then median ${Math.round(median(starts.slice(1)))} ms of ${RUNS}`,
);

const server = await startRiffle({ home });
const executablePath = findBrowser(() => undefined);
if (executablePath === null) {
  console.log('no Chromium: Run to first row was not measured');
} else {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.getByTestId('cell').nth(1).waitFor();
  const runs: number[] = [];
  for (let i = 0; i <= RUNS; i++) {
    runs.push(await runToFirstRow(page));
  }
  console.log(
    `Run to first row in the browser: first ${Math.round(runs[0] ?? 0)} ms, then median ${Math.round(median(runs.slice(1)))} ms of ${RUNS}`,
  );
  await browser.close();
}
const [serverPid = 0, ...others] = familyOf(server.process.pid ?? 0);
const all = [serverPid, ...others].map(residentMegabytes);
console.log(
  `memory: server ${Math.round(all[0] ?? 0)} MB, all processes ${Math.round(all.reduce((sum, each) => sum + each, 0))} MB`,
);
await server.stop();
await rm(home, { recursive: true, force: true });
