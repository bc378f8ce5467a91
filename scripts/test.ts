// The whole quick suite: checks, unit and golden tests, real clients, and journeys in a real browser.
// Ends with the line `N passed, N failed`. See the README for its parts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './check.ts';
import { findBrowser } from './test/browser.ts';
import { preparePython } from './test/python.ts';

const REPORTS = join('.cache', 'test-reports');
const inCi = process.env['CI'] === 'true';
const announce = (step: string): void => console.log(`riffle: ${step} …`);

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const remarks: string[] = [];

function add(counts: Partial<Counts>): void {
  total.passed += counts.passed ?? 0;
  total.failed += counts.failed ?? 0;
  total.skipped += counts.skipped ?? 0;
}

/** Flink's own cases, where they are at hand: no family may pass fewer than docs/conformance.md says. */
function runConformance(): void {
  const done = spawnSync(process.execPath, ['scripts/conformance.ts', '--check'], { stdio: 'inherit' });
  add(done.status === 0 ? { passed: 1 } : { failed: 1 });
}

function runUnitTests(environment: NodeJS.ProcessEnv): void {
  const report = join(REPORTS, 'unit.json');
  const vitest = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const done = spawnSync(process.execPath, vitest, { stdio: 'inherit', env: environment });
  if (!existsSync(report)) {
    add({ failed: 1 });
    return;
  }
  const summary = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  const failed = summary['numFailedTests'] ?? 0;
  add({
    passed: summary['numPassedTests'] ?? 0,
    // A suite that cannot even be loaded has no failed test, yet it has failed.
    failed: failed === 0 && done.status !== 0 ? 1 : failed,
    skipped: summary['numPendingTests'] ?? 0,
  });
}

function runJourneys(browser: string, environment: NodeJS.ProcessEnv): void {
  const report = join(REPORTS, 'journeys.json');
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts'];
  const done = spawnSync(process.execPath, playwright, {
    stdio: 'inherit',
    env: { ...environment, RIFFLE_CHROMIUM: browser, RIFFLE_E2E_REPORT: report },
  });
  if (!existsSync(report)) {
    add({ failed: 1 });
    return;
  }
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as { stats: Record<string, number> };
  const failed = stats['unexpected'] ?? 0;
  add({
    passed: (stats['expected'] ?? 0) + (stats['flaky'] ?? 0),
    failed: failed === 0 && done.status !== 0 ? 1 : failed,
    skipped: stats['skipped'] ?? 0,
  });
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
add(runChecks());
runConformance();

const python = preparePython(announce);
if (python === null) {
  remarks.push('the tests with the aws CLI and boto3 were left out: there is no Python 3 with venv here');
}
const browser = findBrowser(announce);
if (browser === null) {
  remarks.push('the browser journeys were left out: there is no Chromium here and none could be installed');
}
const environment = { ...process.env, ...(python === null ? {} : { RIFFLE_PYTHON_VENV: python }) };
runUnitTests(environment);
if (browser !== null) {
  runJourneys(browser, environment);
}
if (inCi && remarks.length > 0) {
  add({ failed: remarks.length });
}
for (const remark of remarks) {
  console.log(`riffle: ${remark}`);
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;
