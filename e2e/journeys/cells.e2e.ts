import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

test('a query is written and run without the mouse', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await page.keyboard.press('Enter'); // takes the offered name
  await expect(page.getByTestId('note-path')).toBeVisible();
  await page.keyboard.press('j');
  await expect(studio.cell(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type("SELECT 'typed' AS how");
  await page.keyboard.press('Shift+Enter');
  await expect(studio.rows(studio.cell(0))).toHaveText(['typed']);
  // The next cell is made and has the cursor.
  await expect(studio.cells()).toHaveCount(2);
  await page.keyboard.type('SELECT 2 AS n');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(studio.rows(studio.cell(1))).toHaveText(['2']);
  await page.keyboard.press('Escape');
  await expect(studio.cell(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(studio.cell(0)).toBeFocused();
  expect(studio.errors).toEqual([]);
});

test('cells are added, moved, deleted, and brought back where they were', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await studio.type(studio.cell(0), '%flink.ssql\nSELECT 1 AS one');
  await page.getByRole('button', { name: 'Insert a SQL cell here' }).last().click();
  await expect(studio.cells()).toHaveCount(2);
  await studio.type(studio.cell(1), '%flink.ssql\nSELECT 2 AS two');
  await studio.expectSaved();

  await studio.menu(studio.cell(1), 'Move up');
  await expect(studio.cell(0)).toContainText('SELECT 2 AS two');
  await expect(studio.cell(1)).toContainText('SELECT 1 AS one');

  await studio.menu(studio.cell(0), 'Delete');
  await expect(studio.cells()).toHaveCount(1);
  await page.getByTestId('message').getByRole('button', { name: 'Undo' }).click();
  await expect(studio.cells()).toHaveCount(2);
  await expect(studio.cell(0)).toContainText('SELECT 2 AS two');

  await page.reload();
  await expect(studio.cell(0)).toContainText('SELECT 2 AS two');
  await expect(studio.cell(1)).toContainText('SELECT 1 AS one');
  expect(studio.errors).toEqual([]);
});

test('a disabled cell is left out of Run all, and a hidden output comes back', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await studio.type(studio.cell(0), '%flink.ssql\nSELECT 1 AS one');
  await page.getByRole('button', { name: 'Insert a SQL cell here' }).last().click();
  await expect(studio.cells()).toHaveCount(2);
  await studio.type(studio.cell(1), '%flink.ssql\nSELECT 2 AS two');
  await studio.menu(studio.cell(0), 'Disable');
  await expect(studio.state(studio.cell(0))).toHaveText('disabled');
  await page.getByTestId('run-all').click();
  await expect(studio.rows(studio.cell(1))).toHaveText(['2']);
  await expect(studio.rows(studio.cell(0))).toHaveCount(0);

  await studio.menu(studio.cell(1), 'Hide output');
  await expect(studio.rows(studio.cell(1))).toHaveCount(0);
  await studio.cell(1).getByText('output hidden').click();
  await expect(studio.rows(studio.cell(1))).toHaveText(['2']);
});

test('a name in the catalog is put where the cursor is', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await studio.type(studio.cell(0), '%flink.ssql\nSELECT COUNT(*) AS n FROM ');
  await page.getByTestId('rail-catalog').click();
  await page.getByTestId('catalog-table').getByRole('button', { name: 'stocks', exact: true }).click();
  await expect(studio.cell(0)).toContainText('SELECT COUNT(*) AS n FROM examples.stocks');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(studio.rows(studio.cell(0))).toHaveText([/^\d+$/]);
});
