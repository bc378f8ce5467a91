import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

test('the theme follows the system until one is chosen, which stays', async ({ page }) => {
  const studio = new Studio(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await studio.open(server.url);
  const theme = (): Promise<string | null> => page.evaluate('document.documentElement.dataset.theme');
  expect(await theme()).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(theme).toBe('light');
  await page.getByTestId('theme-switch').click();
  await expect.poll(theme).toBe('dark');
  await page.reload();
  await expect.poll(theme).toBe('dark');
});

test('the first page loads at most 400 kB before the editor', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await expect(studio.cells().first()).toBeVisible();
  const loaded = (await page.evaluate(
    "performance.getEntriesByType('resource').map(({ name, transferSize }) => ({ name, transferSize }))",
  )) as { name: string; transferSize: number }[];
  const first = loaded.filter(({ name }) => !/monaco|editor\.worker|codicon/.test(name));
  expect(first.some(({ name }) => name.endsWith('.js'))).toBe(true);
  const total = first.reduce((sum, { transferSize }) => sum + transferSize, 0);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThan(400_000);
});

test('in a narrow window the inspector lies over the note, and Escape closes it', async ({ page }) => {
  const studio = new Studio(page);
  await page.setViewportSize({ width: 1024, height: 768 });
  await studio.open(server.url);
  const inspector = page.getByTestId('inspector');
  await expect(inspector).toBeHidden();
  await page.getByTestId('toggle-inspector').click();
  await expect(inspector).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inspector).toBeHidden();
});

test('the palette finds a command by a few letters and runs it', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByTestId('palette-field').fill('show cat');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('catalog-tree')).toBeVisible();
});

test('the server ends under a running query: its rows stay in view, and running it again goes on', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const port = Number(new URL(server.origin).port);
  const awsPort = Number(new URL(server.awsUrl).port);
  const cell = studio.titled('So far');
  await studio.run(cell);
  await expect(studio.rows(cell).first()).toBeVisible();
  await expect(studio.note('Welcome')).toContainText('1');
  await server.stop('SIGKILL');
  await expect(page.getByTestId('connection')).toContainText('reconnecting');
  // What was there stays in view.
  await expect(studio.rows(cell).first()).toBeVisible();
  server = await startRiffle({ home: server.home, port, awsPort });
  await expect(page.getByTestId('connection')).toContainText('connected', { timeout: 30_000 });
  // The run ended with the server, and the cell says so; running it again goes on.
  await expect(cell.getByTestId('run-cell')).toBeVisible();
  await studio.run(cell);
  await expect(studio.state(cell)).toContainText('live');
  await expect(studio.rows(cell).first()).toBeVisible();
});
