import { expect, type Locator, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

const ticks = (column: string): string => `%flink.ssql
DROP TEMPORARY TABLE IF EXISTS ticks;
CREATE TEMPORARY TABLE ticks (n INT, ${column}) WITH ('connector' = 'datagen', 'rows-per-second' = '5')`;
const READ = '%flink.ssql\nSELECT n FROM ticks';

/** A note whose first cell makes a table that the second reads. */
async function makeAndRead(studio: Studio): Promise<{ make: Locator; read: Locator }> {
  await studio.newNote();
  const make = studio.cell(0);
  await studio.type(make, ticks('a INT'));
  await studio.expectSaved();
  await studio.page.keyboard.press('Escape');
  await studio.page.keyboard.press('b');
  const read = studio.cell(1);
  await expect(read).toBeVisible();
  await studio.type(read, READ);
  await studio.expectSaved();
  await studio.run(make);
  await expect(studio.state(make)).toContainText('finished');
  await studio.run(read);
  await expect(studio.rows(read).first()).toBeVisible();
  return { make, read };
}

test('cells say what they read and make, and a click goes there', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const { make, read } = await makeAndRead(studio);
  await expect(make.getByTestId('chips-makes')).toHaveText('→ticks');
  const chip = read.getByTestId('chips-reads').getByRole('button');
  await expect(chip).toHaveText('ticks');
  await expect(chip).toHaveAttribute('title', /temporary table · datagen · n INT, a INT/);
  await chip.click();
  await expect(make).toHaveAttribute('data-focused', 'true');
  await make.getByTestId('chips-makes').getByRole('button').click();
  await expect(page.getByTestId('catalog-tree')).toContainText('ticks');
  await studio.stop(read);
  expect(studio.errors).toEqual([]);
});

test('a live query over a table that was made anew is stale until it runs again', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const { make, read } = await makeAndRead(studio);

  // The same text run again changes nothing.
  await studio.run(make);
  await expect(studio.state(make)).toContainText('finished');
  await studio.type(make, ticks('b STRING'));
  await expect(read.getByTestId('cell-stale')).toContainText('stale: ticks edited');
  await studio.run(make);
  await expect(read.getByTestId('cell-stale')).toContainText('stale: ticks changed');
  await expect(studio.state(read)).toContainText('live');
  await page.screenshot({ path: test.info().outputPath('stale.png') });
  await read.getByTestId('cell-stale').click();
  await page.getByRole('menuitem', { name: 'Run again' }).click();
  await expect(read.getByTestId('cell-stale')).toHaveCount(0);
  await expect(studio.state(read)).toContainText('live');
  await expect(make.getByTestId('cell-stale')).toHaveCount(0);
  await studio.stop(read);
  expect(studio.errors).toEqual([]);
});

test('all that is stale runs in order by one command', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const { make, read } = await makeAndRead(studio);
  await studio.stop(read);
  await studio.type(make, ticks('c DOUBLE'));
  await expect(studio.state(read)).toContainText('stale: ticks edited');
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('Run stale');
  await page.keyboard.press('Enter');
  await expect(studio.state(make)).toContainText('finished');
  await expect(studio.state(read)).toContainText('live');
  await expect(make.getByTestId('cell-edited')).toHaveCount(0);
  await studio.stop(read);
  expect(studio.errors).toEqual([]);
});

test('advice comes with a fix that undo takes back, and stays away once put away', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await studio.type(cell, '%flink.ssql\nSELECT ticker, COUNT(*) AS n FROM examples.stocks GROUP BY ticker');
  await expect(cell.getByTestId('advice-mark')).toHaveText('state grows');
  await cell.getByTestId('advice-mark').click();
  const advice = page.getByTestId('advice-unbounded-group');
  await expect(advice).toContainText('Every new key is kept for ever');
  await page.screenshot({ path: test.info().outputPath('advice-light.png') });
  await page.getByTestId('theme-switch').click();
  await page.screenshot({ path: test.info().outputPath('advice-dark.png') });
  await page.getByTestId('theme-switch').click();
  await advice.getByRole('button', { name: 'Use a TUMBLE window' }).click();
  await expect(cell.locator('.view-lines')).toContainText('TUMBLE(TABLE examples.stocks');
  await expect(cell.getByTestId('advice-mark')).toHaveCount(0);
  await studio.run(cell);
  await expect(studio.state(cell)).toContainText('live');
  await studio.stop(cell);
  await page.getByTestId('message').getByRole('button', { name: 'Undo' }).click();
  await expect(cell.locator('.view-lines')).not.toContainText('TUMBLE');
  await expect(advice).toBeVisible();

  await advice.getByRole('button', { name: /Put away/ }).click();
  await expect(cell.getByTestId('advice-mark')).toHaveCount(0);
  await page.reload();
  await studio.cell(0).click();
  await expect(page.getByTestId('advice')).toContainText('1 advice put away');
  await page.getByRole('button', { name: 'Show again' }).click();
  await expect(page.getByTestId('advice-unbounded-group')).toBeVisible();
  expect(studio.errors).toEqual([]);
});

test('a job that fails on a row says where in the text, with the value and a fix', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    '%flink.ssql\nSELECT UPPER(ticker) AS name, CAST(ticker AS INT) AS n FROM examples.stocks',
  );
  const problem = cell.getByTestId('output-problem');
  await expect(problem).toContainText('2:31Cannot cast');
  await expect(problem).toContainText('TRY_CAST gives NULL');
  await expect(problem.locator('details')).not.toHaveAttribute('open');
  await expect(cell.locator('.squiggly-error')).toHaveCount(1);
  await problem.getByTestId('fix').click();
  await expect(cell.locator('.view-lines')).toContainText('TRY_CAST(ticker AS INT)');
  await studio.run(cell);
  await expect(studio.state(cell)).toContainText('live');
  await studio.stop(cell);
  expect(studio.errors).toEqual([]);
});
