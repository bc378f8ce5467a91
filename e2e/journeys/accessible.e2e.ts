import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
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
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('live results, chart settings and a narrow page are accessible', async ({ page }) => {
      const studio = new Studio(page);
      await studio.open(server.url);
      const every = studio.titled('Every trade');
      await studio.run(every);
      await every.getByTestId('view-split').click();
      await expect(studio.rows(every).first()).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 1024, height: 768 });
      await expectAccessible(page);
      await studio.stop(every);
    });

    test('a problem, the menus, the palette, the list of keys and the catalog are accessible', async ({ page }) => {
      const studio = new Studio(page);
      await studio.open(server.url);
      const cell = await studio.runInNewNote('%flink.ssql\nSELECT prise FROM examples.stocks');
      await expect(cell.getByRole('alert').first()).toBeVisible();
      await expectAccessible(page);
      await cell.getByTestId('cell-menu').click();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+K');
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByTestId('rail-catalog').click();
      await page.getByRole('button', { name: 'Unfold stocks' }).click();
      await expectAccessible(page);
    });
  });
}
