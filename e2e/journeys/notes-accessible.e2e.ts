import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { restClient } from '../support/rest-client.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeEach(async () => {
  server = await startRiffle();
});
test.afterEach(() => server.remove());
// Each look at a page takes axe seconds.
test.describe.configure({ timeout: 180_000 });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the tree, its menus, the dialogs and a comparison are accessible (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const name of ['Folder/One', 'Folder/Two', 'Three', 'Four']) {
      await restClient(server)('POST', '/api/notebook', { name, paragraphs: [{ text: '%flink.ssql\nSELECT 1 AS n' }] });
    }
    const studio = new Studio(page);
    const palette = async (words: string): Promise<void> => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByTestId('palette-field').fill(words);
      await page.keyboard.press('Enter');
    };
    await studio.open(server.url);
    await studio.note('Three').getByRole('link').click();
    await studio.note('Four').getByRole('link').click();
    await expect(page.getByTestId('recent-notes')).toBeVisible();
    await page.getByRole('button', { name: 'More for the folder Folder' }).click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await palette('new note from example');
    await expect(page.getByTestId('example').first()).toBeVisible();
    await expectAccessible(page);
    await palette('move note to');
    await expect(page.getByTestId('move-field')).toBeFocused();
    await expectAccessible(page);

    await palette('save a revision');
    await page.getByTestId('revision-message').fill('first');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('message')).toContainText('Saved a revision: first');
    await studio.type(studio.cell(0), '%flink.ssql\nSELECT 2 AS n');
    await studio.expectSaved();
    await palette('revisions look compare');
    await expect(page.getByTestId('compared-cell')).toBeVisible();
    await expectAccessible(page);
    await page.getByTestId('revision-show').selectOption('look');
    await expectAccessible(page);
  });
}
