import { mkdir } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

async function choose(page: Page, table: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `More about ${table}` }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('a table shows some of its rows, what it is and how it is made, and goes into a new cell', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await page.getByTestId('rail-catalog').click();
  await choose(page, 'stocks', 'Preview rows');
  const dialog = page.getByRole('dialog', { name: 'table stocks' });
  await expect(dialog.getByTestId('preview-text')).toHaveText(/^(The first \d+ rows|\d+ rows? came in \d+ s)\.$/);
  await expect(dialog.getByTestId('result-row').first()).toContainText(/[A-Z]{3,4}/);
  await dialog.getByRole('tab', { name: 'Properties' }).click();
  await expect(dialog.getByTestId('table-options')).toContainText('connector');
  await dialog.getByRole('tab', { name: 'DDL' }).click();
  await expect(dialog.getByTestId('ddl')).toContainText('CREATE TABLE');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await choose(page, 'stocks', 'SELECT * in a new cell');
  await expect(studio.cell(1)).toContainText('SELECT * FROM examples.stocks');
  expect(studio.errors).toEqual([]);
});

test('a table that cannot be read says why; one that gives nothing says so; both can be dropped', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const folder = `${server.home}/empty`;
  await mkdir(folder, { recursive: true });
  const cell = await studio.runInNewNote(`%flink.ssql
CREATE TABLE nowhere (a INT) WITH ('connector' = 'kinesis', 'stream.arn' = 'arn:aws:kinesis:us-east-1:012345678901:stream/nowhere', 'format' = 'json');
CREATE TEMPORARY TABLE slow (a INT) WITH ('connector' = 'datagen', 'rows-per-second' = '1')`);
  await expect(studio.state(cell)).toContainText('finished');
  await page.getByTestId('rail-catalog').click();
  await choose(page, 'nowhere', 'Preview rows');
  const text = page.getByTestId('preview-text');
  await expect(text).toContainText('nowhere');
  await page.getByRole('tab', { name: 'Drop' }).click();
  await expect(page.getByTestId('table-drop')).toContainText('takes the table nowhere out of glue.default');
  await page.getByTestId('drop-confirm').click();
  await expect(page.getByTestId('catalog-table').filter({ hasText: 'nowhere' })).toHaveCount(0);

  await choose(page, 'slow', 'Preview rows');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(text).toHaveText(/^Stopped (before a row came|after \d rows?)\.$/);
  await page.getByRole('tab', { name: 'Drop' }).click();
  await page.getByTestId('drop-confirm').click();
  await expect(page.getByTestId('catalog-table').filter({ hasText: 'slow' })).toHaveCount(0);
  expect(studio.errors).toEqual([]);
});
