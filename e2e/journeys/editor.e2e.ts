import { expect, type Locator, type Page, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

const HEADER = '%flink.ssql\n';

/** A new note with that text in its first cell. */
async function cellWith(page: Page, text: string): Promise<{ studio: Studio; cell: Locator }> {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await expect(cell.locator('.monaco-editor').first()).toBeVisible();
  await studio.type(cell, text);
  return { studio, cell };
}

/** What the editor shows as its text. */
const textOf = (cell: Locator): Locator => cell.locator('.view-lines');

test('columns of the table that stands behind are offered as one types', async ({ page }) => {
  const { studio, cell } = await cellWith(page, `${HEADER} FROM examples.stocks`);
  // The first press stops at the first word, the second at the line's beginning.
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
  await page.keyboard.type('SELECT tick');
  const offered = page.locator('.suggest-widget .monaco-list-row').first();
  await expect(offered).toContainText('ticker');
  await page.keyboard.press('Tab');
  await expect(textOf(cell)).toContainText('SELECT ticker FROM examples.stocks');
  expect(studio.errors).toEqual([]);
});

test('tables are offered behind FROM, step by step', async ({ page }) => {
  await cellWith(page, `${HEADER}SELECT * FROM`);
  await page.keyboard.type(' ');
  await expect(page.locator('.suggest-widget')).toContainText('examples');
  await page.keyboard.type('examples.');
  await expect(page.locator('.suggest-widget .monaco-list-row').first()).toContainText('stocks');
});

test('a wrong column is underlined without a run, and its fix mends it', async ({ page }) => {
  const { studio, cell } = await cellWith(page, `${HEADER}SELECT tickr FROM examples.stocks`);
  await expect(cell.locator('.squiggly-error')).toHaveCount(1);
  await expect(cell.getByTestId('cell-state')).toHaveText('not run');
  await page.keyboard.press('Home');
  for (let i = 0; i < 9; i++) {
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('ControlOrMeta+.');
  await page.getByText('Use "ticker"').click();
  await expect(textOf(cell)).toContainText('SELECT ticker FROM examples.stocks');
  await expect(cell.locator('.squiggly-error')).toHaveCount(0);
  expect(studio.errors).toEqual([]);
});

test('text cells are not judged', async ({ page }) => {
  const { cell } = await cellWith(page, '%md\nSELECT tickr FROM nowhere');
  await page.keyboard.type(' at all');
  await expect(textOf(cell)).toContainText('at all');
  await studioQuiet(page);
  await expect(cell.locator('.squiggly-error')).toHaveCount(0);
});

/** Waits until a wrong cell beside has been judged, so that nothing underlined means nothing wrong. */
async function studioQuiet(page: Page): Promise<void> {
  const studio = new Studio(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await studio.type(studio.cell(1), `${HEADER}SELECT nothing FROM nowhere`);
  await expect(studio.cell(1).locator('.squiggly-error')).toHaveCount(1);
}

test('a hover tells a column’s type and a table’s changes', async ({ page }) => {
  const { cell } = await cellWith(page, `${HEADER}SELECT ticker FROM examples.stocks`);
  await textOf(cell).getByText('ticker', { exact: false }).last().hover();
  await expect(page.locator('.monaco-hover').filter({ hasText: 'ticker' })).toContainText('STRING');
});

test('signatures are shown inside a call', async ({ page }) => {
  await cellWith(page, `${HEADER}SELECT `);
  await page.keyboard.type('SPLIT_INDEX(');
  await expect(page.locator('.parameter-hints-widget')).toContainText('SPLIT_INDEX(string, separator, index)');
});

test('a cell is formatted by key and by name, and undo takes it back', async ({ page }) => {
  const { studio, cell } = await cellWith(page, `${HEADER}select ticker,price from examples.stocks where price>1`);
  await page.keyboard.press('Alt+Shift+F');
  await expect(cell.locator('.view-line')).toHaveCount(4);
  await expect(textOf(cell)).toContainText('WHERE price > 1');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(cell.locator('.view-line')).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('Format cell');
  await page.keyboard.press('Enter');
  await expect(cell.locator('.view-line')).toHaveCount(4);
  expect(studio.errors).toEqual([]);
});
