// A page that shows one table changing 2,000 times a second: frames drawn per second, time from a key press in another
// cell to the paint that shows it, and memory of page and server over time. MINUTES says how long (1 unless set).
// Needs Chromium (RIFFLE_CHROMIUM, or an installed one).
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { startRiffle } from '../e2e/support/riffle-server.ts';
import { Studio } from '../e2e/support/studio.ts';
import { findBrowser } from '../scripts/test/browser.ts';

const MINUTES = Number(process.env['MINUTES'] ?? 1);
const ROUND_SECONDS = 20;
/** Each row updates its key's count: one change taken back, one put in its place. */
const QUERY = `%flink.ssql
CREATE TEMPORARY TABLE ticks (k INT, v INT) WITH (
  'connector' = 'datagen', 'rows-per-second' = '1000',
  'fields.k.kind' = 'random', 'fields.k.min' = '1', 'fields.k.max' = '200');
SELECT k, COUNT(*) AS n, SUM(CAST(v AS BIGINT)) AS total, MAX(v) AS top FROM ticks GROUP BY k;`;

interface Measured {
  readonly frames: number;
  readonly longestFrame: number;
  readonly keys: readonly number[];
}

const PAGE_SIDE = readFileSync(join(import.meta.dirname, 'live-table-page.js'), 'utf8');

function takeMeasured(page: Page): Promise<Measured> {
  return page.evaluate('takeMeasured()');
}

/** Megabytes of live objects in the page. */
async function heapMegabytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024 / 1024;
}

function residentMegabytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Types for a round at a person's pace and says what the page did meanwhile. */
async function measureRound(page: Page, session: CDPSession, serverPid: number): Promise<Measured & { fps: number }> {
  await takeMeasured(page);
  const begun = performance.now();
  while (performance.now() - begun < ROUND_SECONDS * 1000) {
    await page.keyboard.type('SELECT count ', { delay: 90 });
    for (let i = 0; i < 'SELECT count '.length; i++) {
      await page.keyboard.press('Backspace', { delay: 30 });
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  const measured = await takeMeasured(page);
  const fps = measured.frames / seconds;
  const heap = await heapMegabytes(session);
  console.log(
    `${fps.toFixed(1)} frames/s, longest ${Math.round(measured.longestFrame)} ms; ` +
      `key to paint median ${quantile(measured.keys, 0.5).toFixed(1)} ms, 95 % ${quantile(measured.keys, 0.95).toFixed(1)} ms; ` +
      `page ${heap.toFixed(1)} MB, server ${Math.round(residentMegabytes(serverPid))} MB`,
  );
  return { ...measured, fps };
}

const executablePath = findBrowser(() => undefined);
if (executablePath === null) {
  console.log('no Chromium: nothing was measured');
} else {
  const home = await mkdtemp(join(tmpdir(), 'riffle-bench-'));
  const server = await startRiffle({ home });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(QUERY);
  await studio.rows(cell).first().waitFor();
  await page.getByTestId('cell-editor').first().click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await page.getByTestId('cell-editor').nth(1).click();
  await page.keyboard.type('%flink.ssql ');
  const session = await page.context().newCDPSession(page);
  await page.evaluate(PAGE_SIDE);
  const rounds: (Measured & { fps: number })[] = [];
  for (let i = 0; i < Math.max(1, Math.round((MINUTES * 60) / ROUND_SECONDS)); i++) {
    rounds.push(await measureRound(page, session, server.process.pid ?? 0));
  }
  const keys = rounds.flatMap((round) => round.keys);
  console.log(
    `\nof ${rounds.length} rounds: worst ${Math.min(...rounds.map(({ fps }) => fps)).toFixed(1)} frames/s, ` +
      `median ${quantile(
        rounds.map(({ fps }) => fps),
        0.5,
      ).toFixed(
        1,
      )}; key to paint median ${quantile(keys, 0.5).toFixed(1)} ms, 95 % ${quantile(keys, 0.95).toFixed(1)} ms`,
  );
  await browser.close();
  await server.stop();
  await rm(home, { recursive: true, force: true });
}
