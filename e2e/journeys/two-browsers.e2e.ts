import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

test('what one browser does is seen in the other: text, run, rows', async ({ page, browser }) => {
  const mine = new Studio(page);
  await mine.open(server.url);
  await mine.newNote();
  const context = await browser.newContext();
  const theirs = new Studio(await context.newPage());
  await theirs.open(`${server.url}${new URL(page.url()).hash}`);
  await mine.type(mine.cell(0), '%flink.ssql\nSELECT 11 * 11 AS square');
  await expect(theirs.cell(0)).toContainText('SELECT 11 * 11 AS square');
  await mine.run(mine.cell(0));
  await expect(theirs.rows(theirs.cell(0))).toHaveText(['121']);
  await context.close();
});

test('two texts of one cell: both are shown, and the chosen one goes on in both browsers', async ({
  page,
  browser,
}) => {
  const mine = new Studio(page);
  await mine.open(server.url);
  await mine.newNote();
  await mine.type(mine.cell(0), '%flink.ssql\nSELECT 1 AS first');
  await mine.expectSaved();
  const context = await browser.newContext();
  const theirs = new Studio(await context.newPage());
  await theirs.open(`${server.url}${new URL(page.url()).hash}`);
  await expect(theirs.cell(0)).toContainText('SELECT 1 AS first');

  // Theirs is written while they are cut off.
  await context.setOffline(true);
  await theirs.type(theirs.cell(0), '%flink.ssql\nSELECT 3 AS theirs');
  await mine.type(mine.cell(0), '%flink.ssql\nSELECT 2 AS mine');
  await mine.expectSaved();
  await context.setOffline(false);

  const choice = theirs.cell(0).getByTestId('conflict');
  await expect(choice).toContainText('SELECT 3 AS theirs');
  await expect(choice).toContainText('SELECT 2 AS mine');
  await choice.getByRole('button', { name: 'Keep mine' }).click();
  await theirs.expectSaved();
  await expect(mine.cell(0)).toContainText('SELECT 3 AS theirs');
  await expect(mine.cell(0)).not.toContainText('SELECT 2 AS mine');
  await context.close();
});
