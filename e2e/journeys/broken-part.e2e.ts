import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

const QUERY = "%flink.ssql\nSELECT * FROM (VALUES ('a', 1), ('b', 2)) AS t (k, v)";

/** Takes away from the page what drawing a table or graph needs, so that it fails as a defect of ours would. */
async function breakDrawing(page: Page): Promise<void> {
  await page.evaluate(`
    window.wholeObserver = window.ResizeObserver;
    window.ResizeObserver = class { constructor() { throw new RangeError('broken on purpose'); } };
  `);
}
const mendDrawing = (page: Page): Promise<unknown> => page.evaluate('window.ResizeObserver = window.wholeObserver');

test('an output that cannot be drawn says so in its place; the rest of the page goes on', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await studio.type(cell, QUERY);
  await breakDrawing(page);
  await studio.run(cell);
  const broken = cell.getByTestId('broken');
  await expect(broken).toContainText('cannot be shown. The fault is Riffle’s own.');
  await expect(broken.locator('summary')).toHaveText('RangeError: broken on purpose');
  // Typing, saving and the cell's own head are not touched by it.
  await studio.type(cell, `${QUERY} -- typed afterwards`);
  await studio.expectSaved();
  await expect(studio.state(cell)).toBeVisible();
  await expect(cell.getByTestId('broken')).toHaveCount(1);
  await mendDrawing(page);
  await broken.getByRole('button', { name: 'Show again' }).click();
  await expect(studio.rows(cell)).toHaveCount(2);
  await expect(broken).toHaveCount(0);
});

test('a page that breaks as a whole still offers to show it again, with everything typed', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await studio.type(studio.cell(0), '%md\nwords that must stay');
  await page.evaluate(`
    window.wholeShow = HTMLDialogElement.prototype.showModal;
    HTMLDialogElement.prototype.showModal = () => { throw new TypeError('no dialogs today'); };
  `);
  await page.getByTestId('open-palette').click();
  const broken = page.getByTestId('broken');
  await expect(broken).toContainText('The page cannot be shown.');
  await expect(broken.locator('summary')).toHaveText('TypeError: no dialogs today');
  await expectAccessible(page);
  await page.evaluate('HTMLDialogElement.prototype.showModal = window.wholeShow');
  await broken.getByRole('button', { name: 'Show again' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(studio.cell(0)).toContainText('words that must stay');
  // Loading the page again is the other way out, also while nothing could be drawn.
  await page.evaluate(`HTMLDialogElement.prototype.showModal = () => { throw new TypeError('no dialogs today'); };`);
  await page.getByTestId('open-palette').click();
  await broken.getByRole('button', { name: 'Reload the page' }).click();
  await expect(studio.cell(0)).toContainText('words that must stay');
});
