import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER =
  process.env['UPDATE_SCREENSHOTS'] === '1' ? join(ROOT, 'e2e/screenshots') : join(ROOT, '.cache/screenshots');

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
  await mkdir(FOLDER, { recursive: true });
});
test.afterAll(() => server.remove());

async function palette(studio: Studio, words: string): Promise<void> {
  await studio.page.keyboard.press('Escape');
  await studio.page.keyboard.press('ControlOrMeta+k');
  await studio.page.getByTestId('palette-field').fill(words);
  await studio.page.keyboard.press('Enter');
}

async function saveRevision(studio: Studio, message: string): Promise<void> {
  await palette(studio, 'save a revision');
  await studio.page.getByTestId('revision-message').fill(message);
  await studio.page.keyboard.press('Enter');
  await expect(studio.page.getByTestId('message')).toContainText(`Saved a revision: ${message}`);
}

const FIRST = '%flink.ssql\nSELECT ticker, AVG(price) AS average\nFROM examples.stocks\nGROUP BY ticker';

test('a revision is saved, looked at, compared, restored, and the restoring undone', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await studio.type(studio.cell(0), FIRST);
  await saveRevision(studio, 'Averages');
  await studio.type(studio.cell(0), FIRST.replace('AVG', 'MAX').replace('average', 'highest'));
  await saveRevision(studio, 'Maxima');
  await studio.type(studio.cell(0), `${FIRST.replace('AVG', 'MIN')}\nHAVING COUNT(*) > 3`);
  await studio.expectSaved();

  await palette(studio, 'revisions look compare');
  const dialog = page.getByRole('dialog', { name: /^Revisions of/ });
  await expect(dialog.getByTestId('revision')).toContainText(['Maxima', 'Averages']);
  const changed = dialog.getByTestId('compared-cell');
  await expect(changed.locator('del mark')).toHaveText(['MAX', 'highest']);
  await expect(changed.locator('ins mark')).toHaveText(['MIN', 'average', 'HAVING COUNT(*) > 3']);

  // Two revisions with each other, whichever is chosen.
  await dialog.getByTestId('revision').filter({ hasText: 'Averages' }).click();
  await dialog.getByTestId('revision-show').selectOption({ label: await optionWith(studio, 'Maxima') });
  await expect(changed.locator('del mark')).toHaveText(['AVG', 'average']);
  await expect(changed.locator('ins mark')).toHaveText(['MAX', 'highest']);
  for (const [colorScheme, width, height] of [
    ['light', 1440, 900],
    ['dark', 1440, 900],
    ['light', 1024, 768],
    ['dark', 1024, 768],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(FOLDER, `revisions-${colorScheme}-${width}.png`), animations: 'disabled' });
  }

  // Looked at as it was.
  await dialog.getByTestId('revision-show').selectOption('look');
  await expect(dialog.getByTestId('revision-cells')).toContainText('SELECT ticker, AVG(price) AS average');

  await dialog.getByTestId('restore-revision').click();
  await expect(dialog).toHaveCount(0);
  await expect(studio.cell(0)).toContainText('AVG(price)');
  await expect(page.getByTestId('message')).toContainText('Restored the revision of');
  await page.getByTestId('message').getByRole('button', { name: 'Undo' }).click();
  await expect(studio.cell(0)).toContainText('HAVING COUNT');
  await studio.expectSaved();
  expect(studio.errors).toEqual([]);
});

async function optionWith(studio: Studio, words: string): Promise<string> {
  const options = await studio.page.getByTestId('revision-show').locator('option').allTextContents();
  return options.find((option) => option.includes(words)) ?? '';
}

test('revisions come by themselves, and the dialog says how while there are none', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await page.keyboard.press('Escape');
  await palette(studio, 'revisions look compare');
  await expect(page.getByRole('dialog')).toContainText('No revisions yet.');
  await page.keyboard.press('Escape');
  await studio.type(studio.cell(0), '%flink.ssql\nSELECT 5 AS five');
  await page.getByTestId('run-all').click();
  await expect(studio.rows(studio.cell(0))).toHaveText(['5']);
  await palette(studio, 'revisions look compare');
  await expect(page.getByTestId('revision')).toHaveText(/Before running all/);
  await expect(page.getByTestId('no-difference')).toBeVisible();
});

test('restoring while another browser writes: it hears of it, and its text is not lost', async ({ page, browser }) => {
  const mine = new Studio(page);
  await mine.open(server.url);
  await mine.newNote();
  await mine.type(mine.cell(0), '%flink.ssql\nSELECT 1 AS old');
  await saveRevision(mine, 'before');
  await page.keyboard.press('Escape');
  await mine.type(mine.cell(0), '%flink.ssql\nSELECT 2 AS newer');
  await mine.expectSaved();
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await expect(mine.cells()).toHaveCount(2);

  const context = await browser.newContext();
  const theirs = new Studio(await context.newPage());
  await theirs.open(`${server.url}${new URL(page.url()).hash}`);
  await expect(theirs.cells()).toHaveCount(2);
  // Their answers are held back, so that what they type is still unsaved when the note is restored.
  await theirs.page.context().setOffline(false);
  await theirs.page.evaluate(() => {
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      if (!String(data).includes('edit-cell')) {
        send.call(this, data);
      }
    };
  });
  await theirs.type(theirs.cell(0), '%flink.ssql\nSELECT 3 AS theirs');
  await theirs.type(theirs.cell(1), '%flink.ssql\nSELECT 4 AS kept');

  await palette(mine, 'revisions look compare');
  await page.getByTestId('revision').filter({ hasText: 'before' }).first().click();
  await page.getByTestId('restore-revision').click();
  await expect(mine.cells()).toHaveCount(1);
  await expect(mine.cell(0)).toContainText('SELECT 1 AS old');

  await expect(theirs.cells()).toHaveCount(1);
  const choice = theirs.cell(0).getByTestId('conflict');
  await expect(choice).toContainText('SELECT 3 AS theirs');
  await expect(choice).toContainText('SELECT 1 AS old');
  await expect(theirs.page.getByTestId('message')).toContainText('The cell you were writing in was removed elsewhere.');
  await theirs.page.getByRole('button', { name: 'Insert it as a new cell' }).click();
  await expect(theirs.page.getByTestId('note')).toContainText('SELECT 4 AS kept');
  await context.close();
});
