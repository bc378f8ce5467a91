import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

// Pictures of the main screens. They go to .cache; with UPDATE_SCREENSHOTS=1 they replace those in e2e/screenshots.
const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER =
  process.env['UPDATE_SCREENSHOTS'] === '1' ? join(ROOT, 'e2e/screenshots') : join(ROOT, '.cache/screenshots');

const SCREENS = [
  { name: 'notebook-light-1440', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'notebook-dark-1440', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'notebook-light-1024', width: 1024, height: 768, colorScheme: 'light' },
  { name: 'notebook-dark-1024', width: 1024, height: 768, colorScheme: 'dark' },
] as const;

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
  await mkdir(FOLDER, { recursive: true });
});
test.afterAll(() => server.remove());

test('the welcome note, live, at two sizes and in both themes; nothing sticks out sideways', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const [every, soFar] = [studio.titled('Every trade'), studio.titled('So far')];
  await studio.run(every);
  await every.getByTestId('view-split').click();
  await studio.run(soFar);
  await expect(studio.rows(soFar)).toHaveCount(5, { timeout: 15_000 });
  await expect(every.getByTestId('chart').locator('.recharts-line-curve, .recharts-curve').first()).toBeVisible();
  await expect.poll(async () => Number(await every.getByTestId('row-count').innerText())).toBeGreaterThan(40);
  await every.focus();
  for (const { name, width, height, colorScheme } of SCREENS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await expect(every.getByTestId('pause')).toBeInViewport();
    // The editor colours its text anew for a theme: three lines are more than three pieces then.
    await expect.poll(() => every.locator('.view-line span span').count()).toBeGreaterThan(3);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
    await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByTestId('rail-catalog').click();
  await page.getByRole('button', { name: 'Unfold stocks' }).click();
  await soFar.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(FOLDER, 'catalog-dark-1440.png'), animations: 'disabled' });
  expect(studio.errors).toEqual([]);
});

test('a problem with its fix', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote('%flink.ssql\nSELECT ticker, MAX(prise) FROM examples.stocks GROUP BY ticker');
  await expect(cell.getByTestId('fix')).toBeVisible();
  await page.screenshot({ path: join(FOLDER, 'problem-light-1440.png'), animations: 'disabled' });
});
