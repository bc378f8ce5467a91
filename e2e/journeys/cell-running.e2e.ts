import { expect, test } from '@playwright/test';
import { openNote } from '../support/open-note.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

const TICKS = `%flink.ssql
CREATE TEMPORARY TABLE IF NOT EXISTS ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '5');
SELECT n FROM ticks`;

const query = (n: number): object => ({ title: `q${n}`, text: `%flink.ssql\nSELECT ${n} AS n` });

test('run all: live cells hold nothing up, a failure ends it, and the rest says why', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'All',
    paragraphs: [
      { title: 'live', text: TICKS },
      query(1),
      { title: 'wrong', text: '%flink.ssql\nSELECT nothing FROM nowhere' },
      query(2),
    ],
  });
  await studio.cell(0).focus();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(studio.rows(studio.titled('q1'))).toHaveText(['1']);
  await expect(studio.state(studio.titled('live'))).toHaveText(/live \d\d:\d\d$/);
  await expect(studio.state(studio.titled('wrong'))).toHaveText('1 problem');
  await expect(studio.state(studio.titled('q2'))).toHaveText('not run: a cell before it failed');
  await expect(page.getByTestId('live-cells')).toHaveText('1 live');
  await page.keyboard.press('Shift+S');
  await expect(studio.state(studio.titled('live'))).toHaveText(/^cancelled after/);
});

test('what stands above or below is run by key and menu', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'Part', paragraphs: [1, 2, 3, 4].map(query) });
  await studio.titled('q3').focus();
  await page.keyboard.press('ControlOrMeta+Shift+ArrowUp');
  await expect(studio.rows(studio.titled('q2'))).toHaveText(['2']);
  await expect(studio.rows(studio.titled('q1'))).toHaveText(['1']);
  await expect(studio.state(studio.titled('q3'))).toHaveText('not run');
  await studio.menu(studio.titled('q3'), 'Run this and all below');
  await expect(studio.rows(studio.titled('q4'))).toHaveText(['4']);
  await expect(studio.rows(studio.titled('q3'))).toHaveText(['3']);
  expect(studio.errors).toEqual([]);
});

test('run and go on walks down the note, and makes a cell at its end', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'Walk',
    paragraphs: [query(1), { text: '%md\nwords' }, query(2)],
  });
  await studio.titled('q1').focus();
  await page.keyboard.press('Shift+Enter');
  await expect(studio.cell(1)).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(studio.titled('q2')).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(studio.cells()).toHaveCount(4);
  await expect(studio.cell(3)).toHaveAttribute('data-mode', 'edit');
  await expect(studio.rows(studio.titled('q1'))).toHaveText(['1']);
  await expect(studio.rows(studio.titled('q2'))).toHaveText(['2']);
});

test('Run and Stop stand at the very same place', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'Place', paragraphs: [{ title: 'live', text: TICKS }] });
  const live = studio.titled('live');
  const before = await live.getByTestId('run-cell').boundingBox();
  await studio.run(live);
  await expect(live.getByTestId('stop-cell')).toBeVisible();
  expect(await live.getByTestId('stop-cell').boundingBox()).toEqual(before);
  await live.focus();
  await page.keyboard.press('ControlOrMeta+.');
  await expect(live.getByTestId('run-cell')).toBeVisible();
  expect(await live.getByTestId('run-cell').boundingBox()).toEqual(before);
});

test('outputs are cleared by one word and brought back by another', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'Clear', paragraphs: [1, 2].map(query) });
  await page.getByTestId('run-all').click();
  await expect(studio.rows(studio.titled('q2'))).toHaveText(['2']);
  await page.getByTestId('note-menu').click();
  await page.getByRole('menuitem', { name: 'Clear all outputs' }).click();
  await expect(page.getByTestId('message')).toContainText('Cleared 2 outputs.');
  await expect(studio.rows(studio.titled('q1'))).toHaveCount(0);
  await expect(studio.state(studio.titled('q1'))).toHaveText('not run');
  await page.getByTestId('message').getByRole('button', { name: 'Undo' }).click();
  await expect(studio.rows(studio.titled('q1'))).toHaveText(['1']);
  await expect(studio.rows(studio.titled('q2'))).toHaveText(['2']);
  await studio.titled('q1').focus();
  await page.keyboard.press('Shift+L');
  await expect(studio.rows(studio.titled('q1'))).toHaveCount(0);
  await page.keyboard.press('z');
  await expect(studio.rows(studio.titled('q1'))).toHaveText(['1']);
  expect(studio.errors).toEqual([]);
});
