import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

test('the welcome note’s stream flows: Run shows rows at once, and they keep coming', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  expect(new URL(page.url()).search).toBe('');
  const cell = studio.titled('Every trade');
  await studio.run(cell);
  await expect(studio.rows(cell).first()).toBeVisible({ timeout: 5_000 });
  const first = await cell.getByTestId('row-count').innerText();
  await expect(cell.getByTestId('row-count')).not.toHaveText(first);

  const soFar = studio.titled('So far');
  await studio.run(soFar);
  await expect(studio.rows(soFar)).toHaveCount(5, { timeout: 15_000 });
  await expect(page.getByTestId('live-cells')).toContainText('2 live');
  await studio.stop(cell);
  await expect(cell.getByTestId('cell-state')).toContainText('cancelled', { timeout: 2_000 });
  // The other cell lives on.
  await expect(soFar.getByTestId('cell-state')).toContainText('live');
  expect(studio.foreignRequests).toEqual([]);
  expect(studio.errors).toEqual([]);
});

test('a window closes as event time passes, in a second cell', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = studio.titled('Average price in ten seconds');
  await studio.run(cell);
  await expect(studio.rows(cell).first()).toBeVisible({ timeout: 25_000 });
});

test('a mistake is shown with its place, and the offered fix mends it', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await studio.type(cell, '%flink.ssql\nSELECT tickr FROM examples.stocks');
  await studio.run(cell);
  await expect(cell.getByText('2:8')).toBeVisible();
  await cell.getByTestId('fix').click();
  await studio.run(cell);
  await expect(studio.rows(cell).first()).toBeVisible();
  expect(studio.errors).toEqual([]);
});

test('the server is killed and starts again: nothing typed is lost, the page goes on by itself', async ({ page }) => {
  test.setTimeout(90_000);
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await studio.type(cell, '%flink.ssql\nSELECT 40 + 2 AS answer');
  await expect(page.getByTestId('saved-state')).toHaveText('saved');
  const { port } = new URL(server.origin);
  const awsPort = Number(new URL(server.awsUrl).port);
  await server.stop('SIGKILL');
  await expect(page.getByTestId('connection')).not.toContainText('connected');
  await studio.type(cell, '%flink.ssql\nSELECT 40 + 3 AS answer');
  server = await startRiffle({ home: server.home, port: Number(port), awsPort });
  await expect(page.getByTestId('connection')).toContainText('connected', { timeout: 30_000 });
  await expect(page.getByTestId('saved-state')).toHaveText('saved');
  await studio.run(cell);
  await expect(studio.rows(cell).first()).toContainText('43');
});
