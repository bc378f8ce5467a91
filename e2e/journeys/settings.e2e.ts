import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { takePictures } from '../support/screenshots.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());
test.use({ timezoneId: 'Asia/Kolkata' });

const settings = (page: Page): Locator => page.getByRole('dialog', { name: 'Settings' });

test('settings apply at once, outlive a reload, and go back to what they were', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await studio.type(cell, `SELECT 1 AS one, '${'long '.repeat(60)}' AS words`);
  const line = cell.locator('.view-line').first();
  const height = async (): Promise<number> => (await line.boundingBox())?.height ?? 0;
  const editorHeight = async (): Promise<number> => (await cell.getByTestId('cell-editor').boundingBox())?.height ?? 0;
  await expect.poll(height).toBe(21);
  const unwrapped = await editorHeight();

  await page.keyboard.press('ControlOrMeta+,');
  await expect(settings(page).getByLabel('Times')).toContainText('Asia/Calcutta, UTC+05:30');
  await settings(page).getByLabel('Font size').selectOption('18 px');
  await settings(page).getByLabel('Line numbers').uncheck();
  await settings(page).getByLabel('Wrap long lines').check();
  await settings(page).getByLabel('Colours').selectOption('Dark');
  await expect.poll(height).toBe(30);
  await expect(cell.locator('.line-numbers')).toHaveCount(0);
  await expect.poll(editorHeight).toBeGreaterThan(unwrapped + 30);
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');

  await page.reload();
  await expect.poll(height).toBe(30);
  await page.getByTestId('rail-settings').click();
  await expect(settings(page).getByLabel('Font size')).toHaveValue('18');
  await settings(page).getByTestId('settings-reset').click();
  await expect(settings(page).getByRole('status')).toHaveText('As at the beginning again.');
  await expect(settings(page).getByLabel('Colours')).toHaveValue('system');
  await expect.poll(height).toBe(21);
  await expect.poll(editorHeight).toBe(unwrapped);
  await page.keyboard.press('Escape');
  await expect(settings(page)).toBeHidden();
  await expect(page.getByTestId('rail-settings')).toBeFocused();
  expect(studio.errors).toEqual([]);
});

test('the rows kept in view hold for the next run; the zone holds for moments', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell =
    await studio.runInNewNote(`CREATE TEMPORARY TABLE n (x BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '500', 'fields.x.kind' = 'sequence', 'fields.x.start' = '1', 'fields.x.end' = '500');
SELECT x FROM n`);
  await expect(cell.getByTestId('row-count')).toHaveText('500');

  await page.getByTestId('rail-settings').click();
  await settings(page).getByLabel('Rows kept in view').selectOption('100');
  await settings(page).getByLabel('Flash changed values').uncheck();
  await page.keyboard.press('Escape');
  await expect(cell.getByTestId('row-count')).toHaveText('500');
  await studio.type(cell, 'SELECT x FROM n');
  await studio.run(cell);
  await expect(cell.getByTestId('change-cap')).toHaveText('showing the last 100 of 500 rows – change');

  await page.getByTestId('rail-jobs').click();
  const started = page.getByTestId('job-row').first().locator('time');
  const at = new Date((await started.getAttribute('datetime')) ?? '');
  const clock = (millis: number): string => new Date(millis).toISOString().slice(11, 19);
  await expect(started).toContainText(clock(at.getTime() + 5.5 * 3_600_000));
  await page.getByTestId('rail-settings').click();
  await settings(page).getByLabel('Times').selectOption('UTC');
  await page.keyboard.press('Escape');
  await expect(started).toContainText(clock(at.getTime()));
  expect(studio.errors).toEqual([]);
});

test('everything in the settings has a name and can be read, light and dark, wide and narrow', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await page.getByTestId('rail-settings').click();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await takePictures(page, 'settings');
});
