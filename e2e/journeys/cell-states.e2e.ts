import { expect, type Locator, test } from '@playwright/test';
import { openNote } from '../support/open-note.ts';
import { commandOf, familyOf } from '../support/processes.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { takePictures } from '../support/screenshots.ts';

let server: RiffleServer;
test.beforeEach(async () => {
  server = await startRiffle();
});
test.afterEach(() => server.remove());

const TICKS = `%flink.ssql
CREATE TEMPORARY TABLE IF NOT EXISTS ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '5');
SELECT n FROM ticks`;

/** The interpreter's process, held still as a busy one would stand. */
function interpreters(): number[] {
  return familyOf(server.process.pid ?? 0).filter((pid) => commandOf(pid).includes('interpreter'));
}

function signal(name: NodeJS.Signals): void {
  for (const pid of interpreters()) {
    process.kill(pid, name);
  }
}

async function look(cell: Locator): Promise<string | null> {
  return cell.getAttribute('data-status');
}

test('every state has its words, its sign and its edge', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'States',
    paragraphs: [
      { title: 'Nothing yet', text: '%flink.ssql\n' },
      { title: 'Done', text: '%flink.ssql\nSELECT 1 AS n' },
      { title: 'Changed since', text: '%flink.ssql\nSELECT 2 AS n' },
      { title: 'Wrong', text: '%flink.ssql\nSELECT nothing FROM nowhere' },
      { title: 'Left out', text: '%flink.ssql\nSELECT 3 AS n', config: { enabled: false } },
      { title: 'Flows', text: TICKS },
      { title: 'Stopped', text: TICKS },
    ],
  });
  const [empty, done, changed, wrong, out, flows, stopped] = [0, 1, 2, 3, 4, 5, 6].map((i) => studio.cell(i)) as [
    Locator,
    Locator,
    Locator,
    Locator,
    Locator,
    Locator,
    Locator,
  ];
  await expect(studio.state(empty)).toHaveText('empty');
  await expect(studio.state(done)).toHaveText('not run');
  await expect(studio.state(out)).toHaveText('disabled');
  for (const cell of [done, changed, wrong, flows, stopped]) {
    await studio.run(cell);
  }
  await expect(studio.state(done)).toHaveText(/^finished · .+ · 1 row$/);
  await expect(studio.state(wrong)).toHaveText('1 problem');
  await expect(studio.state(flows)).toHaveText(/live \d\d:\d\d$/);
  await expect(studio.state(stopped)).toHaveText(/live/);
  await studio.stop(stopped);
  await expect(studio.state(stopped)).toHaveText(/^cancelled after .+ rows?$/);
  await changed.getByTestId('cell-editor').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' + 1');
  await expect(changed.getByTestId('cell-edited')).toHaveText('edited');
  await expect.poll(() => look(changed)).toBe('edited');
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('Backspace');
  }
  await expect(changed.getByTestId('cell-edited')).toHaveCount(0);
  await page.keyboard.type(' + 1');
  await expect(changed.getByTestId('cell-edited')).toHaveText('edited');
  await page.keyboard.press('Escape');
  await expect(studio.rows(flows).first()).toBeVisible();
  await flows.getByTestId('pause').click();
  await expect(studio.state(flows)).toHaveText(/^view paused \d\d:\d\d$/);
  expect(await Promise.all([empty, done, changed, wrong, out, flows, stopped].map(look))).toEqual([
    'empty',
    'finished',
    'edited',
    'failed',
    'disabled',
    'paused',
    'cancelled',
  ]);
  await empty.scrollIntoViewIfNeeded();
  await takePictures(page, 'states-done');
  await stopped.scrollIntoViewIfNeeded();
  await takePictures(page, 'states-run');
  expect(studio.errors).toEqual([]);
});

test('cells wait in line with their place, and stop at once', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'Line',
    paragraphs: [
      { text: TICKS },
      { text: '%flink.ssql\nSELECT 1 AS n' },
      { text: '%flink.ssql\nSELECT 2 AS n' },
      { text: '%flink.ssql\nSELECT 3 AS n' },
    ],
  });
  await studio.run(studio.cell(0));
  await expect(studio.state(studio.cell(0))).toHaveText(/live/);
  signal('SIGSTOP');
  for (const i of [1, 2, 3]) {
    await studio.run(studio.cell(i));
  }
  await expect(studio.state(studio.cell(1))).toHaveText('queued: next');
  await expect(studio.state(studio.cell(2))).toHaveText('queued: 2nd in line');
  await expect(studio.state(studio.cell(3))).toHaveText('queued: 3rd in line');
  await takePictures(page, 'states-queued');
  // Nothing answers, and still it stops, and the ones behind move up.
  await studio.stop(studio.cell(2));
  await expect(studio.state(studio.cell(2))).toHaveText('cancelled');
  await expect(studio.state(studio.cell(3))).toHaveText('queued: 2nd in line');
  signal('SIGCONT');
  await expect(studio.rows(studio.cell(3))).toHaveText(['3']);
  await expect(studio.state(studio.cell(2))).toHaveText('cancelled');
});

test('cells whose interpreter ended say so, and what to do', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'Frozen',
    paragraphs: [
      { title: 'One', text: TICKS },
      { title: 'Two', text: TICKS },
      { title: 'Done', text: '%flink.ssql\nSELECT 1 AS n' },
    ],
  });
  await page.getByTestId('run-all').click();
  await expect(studio.state(studio.cell(2))).toHaveText(/^finished/);
  await expect(studio.rows(studio.cell(0)).first()).toBeVisible();
  signal('SIGKILL');
  await expect(studio.state(studio.cell(0))).toHaveText('frozen: interpreter restarted');
  await expect(studio.cell(0).getByTestId('frozen-note')).toContainText(
    'Running it again also runs the cells that make its temporary tables',
  );
  await expect(studio.state(studio.cell(2))).toHaveText(/^finished/);
  await takePictures(page, 'states-frozen');
  await studio.cell(1).getByRole('button', { name: 'Run all 2 frozen cells' }).click();
  await expect(studio.state(studio.cell(0))).toHaveText(/live/);
  await expect(studio.state(studio.cell(1))).toHaveText(/live/);
  await expect(studio.cell(0).getByTestId('frozen-note')).toHaveCount(0);
});

test('a slow start says for how long it has been going on', async ({ page }) => {
  // Long enough in planning to be caught at it; then the interpreter is held still.
  const many = Array.from({ length: 2000 }, (_, i) => `SELECT ${i} AS n`).join(' UNION\n');
  const studio = await openNote(server, page, { name: 'Slow', paragraphs: [{ text: `%flink.bsql\n${many}` }] });
  const cell = studio.cell(0);
  await studio.run(cell);
  await page.waitForSelector('[data-status="starting"]');
  signal('SIGSTOP');
  await expect(studio.state(cell)).toHaveText(/^starting… 00:0\d$/);
  await takePictures(page, 'states-starting');
  await studio.stop(cell);
  await expect(studio.state(cell)).toHaveText(/^cancelled after/);
  signal('SIGCONT');
});
