import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

test('a note is made, named into a folder, deleted, brought back, and is there after a reload', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await page.getByTestId('note-path-field').fill('Tours / First steps');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Tours / First steps');
  await expect(studio.note('First steps')).toBeVisible();
  await expect(page.getByTestId('note-tree')).toContainText('Tours');

  await studio.type(studio.cell(0), '%flink.ssql\nSELECT 6 * 7 AS answer');
  await studio.expectSaved();
  await studio.note('First steps').hover();
  await page.getByRole('button', { name: 'More for First steps' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(studio.note('First steps')).toHaveCount(0);
  await page.getByTestId('message').getByRole('button', { name: 'Undo' }).click();
  await expect(studio.note('First steps')).toBeVisible();

  await page.reload();
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Tours / First steps');
  await expect(studio.cell(0)).toContainText('SELECT 6 * 7 AS answer');
  expect(studio.errors).toEqual([]);
});

test('a name that is taken is refused in a sentence, and the note keeps its own', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await page.keyboard.press('Escape');
  await page.getByTestId('note-path').click();
  await page.getByTestId('note-path-field').fill('Welcome');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('message')).toContainText('The note keeps its name');
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Untitled note');
});

test('the search finds notes by words of their path', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await page.getByRole('searchbox', { name: 'Search notes' }).fill('wel');
  await expect(page.getByTestId('note-row')).toHaveText([/Welcome/]);
  await page.getByRole('searchbox', { name: 'Search notes' }).fill('nothing like it');
  await expect(page.getByTestId('side-panel')).toContainText('No note has these words');
});
