import { expect, test } from '@playwright/test';
import { openNote } from '../support/open-note.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { takePictures } from '../support/screenshots.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

const query = (n: number): object => ({ title: `q${n}`, text: `%flink.ssql\nSELECT ${n} AS n` });

test('code, output and line numbers are hidden by key and menu, for one cell or for all', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'Hide',
    paragraphs: [query(1), query(2), { text: '%md\nwords' }],
  });
  const [one, two] = [studio.cell(0), studio.cell(1)];
  const numbers = one.locator('.margin-view-overlays .line-numbers').filter({ hasText: '1' });
  await page.getByTestId('run-all').click();
  await expect(studio.rows(two)).toHaveText(['2']);
  await one.focus();
  await page.keyboard.press('e');
  await expect(one.getByTestId('cell-editor')).toHaveCount(0);
  await page.keyboard.press('e');
  await expect(one.getByTestId('cell-editor')).toBeVisible();
  await page.keyboard.press('o');
  await expect(studio.rows(one)).toHaveCount(0);
  await page.keyboard.press('o');
  await expect(studio.rows(one)).toHaveText(['1']);
  await expect(numbers.first()).toBeVisible();
  await page.keyboard.press('l');
  await expect(numbers).toHaveCount(0);
  await studio.menu(one, 'Show line numbers');
  await expect(numbers.first()).toBeVisible();

  await one.getByTestId('cell-menu').click();
  await expect(one.getByRole('menuitem', { name: 'Hide code' })).toContainText('e');
  await takePictures(page, 'cell-menu', { widths: [1440] });
  await page.keyboard.press('Escape');

  await page.getByTestId('note-menu').click();
  await page.getByRole('menuitem', { name: 'Hide all code' }).click();
  await expect(page.getByTestId('cell-editor')).toHaveCount(0);
  await expect(studio.rows(two)).toHaveText(['2']);
  await expect(studio.cell(2)).toContainText('words');
  await one.focus();
  await page.keyboard.press('Shift+F');
  await expect(studio.rows(two)).toHaveCount(0);
  await takePictures(page, 'folded', { widths: [1440] });
  await page.reload();
  await expect(studio.cells()).toHaveCount(3);
  await expect(page.getByTestId('cell-editor')).toHaveCount(0);
  await two.getByTestId('fold-cell').click();
  await expect(studio.rows(two)).toHaveText(['2']);
  await expect(two.getByTestId('cell-editor')).toBeVisible();
  expect(studio.errors).toEqual([]);
});

test('a title is given, hidden and shown; a folded cell without one shows its first line', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'Titles', paragraphs: [{ text: '%flink.ssql\nSELECT 1 AS n' }] });
  const cell = studio.cell(0);
  await cell.focus();
  await page.keyboard.press('f');
  await expect(cell).toContainText('SELECT 1 AS n');
  await page.keyboard.press('f');
  await page.keyboard.press('t');
  await page.keyboard.type('A number');
  await page.keyboard.press('Enter');
  await expect(cell.locator('.cell-title')).toHaveText('A number');
  await expect(cell).toBeFocused();
  await page.keyboard.press('Shift+T');
  await expect(cell.locator('.cell-title')).toHaveCount(0);
  await page.keyboard.press('Shift+T');
  await expect(cell.locator('.cell-title')).toHaveText('A number');
  await page.keyboard.press('t');
  await page.keyboard.type('Another');
  await page.keyboard.press('Escape');
  await expect(cell.locator('.cell-title')).toHaveText('A number');
  await expect(cell).toBeFocused();
});

test('text is written, read and written again without the mouse, and with it', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'Words', paragraphs: [{ text: '%md\n# Heading' }] });
  const cell = studio.cell(0);
  await expect(cell.getByRole('heading', { name: 'Heading' })).toBeVisible();
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' one');
  await page.keyboard.press('Escape');
  await expect(cell.getByRole('heading', { name: 'Heading one' })).toBeVisible();
  await expect(cell).toBeFocused();
  await cell.getByRole('heading').dblclick();
  await expect(cell.getByTestId('cell-editor')).toBeVisible();
  await page.keyboard.type('!');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(cell.getByRole('heading')).toBeVisible();
  await cell.getByTestId('edit-text').click();
  await cell.getByRole('button', { name: 'Preview' }).click();
  await expect(cell.getByRole('heading')).toBeVisible();
  await expect(cell).toBeFocused();
  expect(studio.errors).toEqual([]);
});

test('the language is changed by m, by y and by its pill, and the focus stays', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'Language', paragraphs: [query(1)] });
  const cell = studio.cell(0);
  await cell.focus();
  await page.keyboard.press('m');
  await expect(cell.locator('.markdown')).toContainText('SELECT 1 AS n');
  await expect(cell).toBeFocused();
  await page.keyboard.press('y');
  await cell.getByRole('menuitemradio', { name: 'SQL batch' }).click();
  await expect(cell.getByTestId('cell-language')).toHaveText('SQL batch');
  await expect(cell).toBeFocused();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(studio.rows(cell)).toHaveText(['1']);
  await cell.getByTestId('cell-language').click();
  await cell.getByRole('menuitemradio', { name: 'SQL stream' }).click();
  await expect(cell.getByTestId('cell-edited')).toHaveText('edited');
  await expect(cell).toBeFocused();
});

test('every key is in the list, and every command of cells in the palette with its key', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'List', paragraphs: [query(1), query(2)] });
  await studio.cell(0).focus();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'All keys' });
  for (const words of [
    'Split cell at the cursor',
    'Clone cell',
    'Fold or unfold cell',
    'Run all above',
    'Stop all cells',
  ]) {
    await expect(list.getByText(words, { exact: true })).toBeVisible();
  }
  await takePictures(page, 'keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('clone');
  await expect(page.getByRole('option').first()).toContainText('Clone cell');
  await expect(page.getByRole('option').first().locator('kbd')).toHaveText('⇧ C');
  await page.keyboard.press('Enter');
  await expect(studio.cells()).toHaveCount(3);
  await expect(studio.cell(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(studio.cell(2)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(studio.cell(0)).toBeFocused();
  await page.keyboard.press('Shift+D');
  await expect(studio.state(studio.cell(0))).toHaveText('disabled');
  expect(studio.errors).toEqual([]);
});
