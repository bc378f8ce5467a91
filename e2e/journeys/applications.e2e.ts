import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { analyticsClient, createStreaming, runnerPid } from '../support/applications.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { takePictures } from '../support/screenshots.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeEach(async () => {
  server = await startRiffle();
});
test.afterEach(() => server.remove());

const SQL = `CREATE TABLE ticks (sym INT, pt AS PROCTIME()) WITH ('connector' = 'datagen', 'rows-per-second' = '20', 'fields.sym.min' = '1', 'fields.sym.max' = '3');
CREATE TABLE counted (sym INT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO counted SELECT sym, COUNT(*) OVER (PARTITION BY sym ORDER BY pt) FROM ticks;`;

const status = (page: Page) => page.getByTestId('application-status');
const go = (page: Page) => page.getByTestId('action-go').click();
const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Of counts' }).getByRole('link', { name }).click();

test('applications are listed, started and stopped; a page of its own says what each action does before it does it', async ({
  page,
}) => {
  test.setTimeout(150_000);
  const studio = new Studio(page);
  await studio.open(server.url);
  await page.getByTestId('rail-applications').click();
  await expect(page.getByTestId('no-applications')).toContainText('press Deploy');
  await expectAccessible(page);

  const client = analyticsClient(server);
  await createStreaming(client, 'counts', { checkpointMs: 500, sql: SQL });
  await createStreaming(client, 'broken', { sql: SQL.replace("'blackhole'", "'nowhere'") });
  const row = page.getByTestId('application-row').filter({ hasText: 'counts' });
  await expect(row).toContainText('ready');
  await row.getByRole('button', { name: 'Start counts' }).click();
  await expect(row).toContainText('running', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Start broken' }).click();
  await expect(page.getByTestId('application-table')).toContainText('nowhere', { timeout: 30_000 });
  await expect(row.locator('td').nth(5)).toHaveText(/^[1-9]/, { timeout: 15_000 });
  await expectAccessible(page);
  await takePictures(page, 'applications');

  await row.getByRole('link', { name: 'counts' }).click();
  await section(page, 'Snapshots');
  await page.getByTestId('take-snapshot').click();
  await page.getByTestId('snapshot-name').fill('mine');
  await expect(page.getByTestId('what-will-happen')).toContainText('saved as it is now, while it runs on');
  await go(page);
  const snapshot = page.getByTestId('snapshot-row').filter({ hasText: 'mine' });
  await expect(snapshot).toContainText('ready');
  await page.getByTestId('ask-stop').click();
  await expect(page.getByTestId('what-will-happen')).toContainText('saved in a snapshot first');
  await go(page);
  await expect(status(page)).toHaveText('stopped', { timeout: 30_000 });
  await expect(page.getByTestId('snapshot-row')).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start from mine' }).click();
  await expect(page.getByTestId('what-will-happen')).toContainText('goes on from the snapshot mine');
  await takePictures(page, 'application-start', { themes: ['dark'], widths: [1440] });
  await go(page);
  await expect(status(page)).toHaveText('running', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Delete snapshot mine' }).click();
  await page.getByRole('button', { name: 'Delete mine', exact: true }).click();
  await expect(snapshot).toHaveCount(0);

  await section(page, 'Configuration');
  await page.getByLabel('Parallelism').fill('2');
  await page.getByRole('button', { name: 'Add a group' }).click();
  await page.getByLabel('Key 1 of Group1').fill('colour');
  await page.getByLabel('Value of Group1.colour').fill('blue');
  await expect(page.getByTestId('what-will-happen')).toContainText('goes on from it as version 2, with the same code');
  await expectAccessible(page);
  await takePictures(page, 'application-configuration', { themes: ['light'], widths: [1440] });
  await page.getByTestId('save-configuration').click();
  await expect(page.getByTestId('application-page')).toContainText(/running.*version 2/, { timeout: 30_000 });
  await section(page, 'Versions');
  await page.getByRole('button', { name: 'Compare version 1 with 2' }).click();
  await expect(page.getByTestId('version-difference')).toContainText('Property Group1.colour: blue');

  await section(page, 'Tags');
  await page.getByLabel('Key of the tag').fill('team');
  await page.getByLabel('Value of the tag').fill('prices');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tag-table')).toContainText('prices');
  await page.getByRole('button', { name: 'Remove the tag team' }).click();
  await expect(page.getByTestId('application-page')).toContainText('It has no tags');
  await page.getByTestId('message').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('tag-table')).toContainText('prices');

  await page.getByTestId('application-menu').click();
  await page.getByRole('menuitem', { name: 'Delete …' }).click();
  await expect(page.getByTestId('what-will-happen')).toContainText('This cannot be taken back');
  await go(page);
  await expect(page.getByTestId('application-gone')).toBeVisible({ timeout: 30_000 });
  expect(studio.errors).toEqual([]);
});

test('the log is followed, filtered, searched and held; the page catches up when the server was killed', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const studio = new Studio(page);
  await studio.open(server.url);
  await createStreaming(analyticsClient(server), 'counts', { checkpointMs: 500, sql: SQL });
  await page.goto(`${server.origin}/#/applications/counts/logs`);
  await page.getByTestId('ask-start').click();
  await go(page);
  const log = page.getByTestId('log');
  await expect(log).toContainText('the job runs', { timeout: 30_000 });
  await expectAccessible(page);
  await takePictures(page, 'application-log', { themes: ['dark'], widths: [1440] });
  await page.getByTestId('log-search').fill('JOB runs');
  await expect(log.locator('.log-line')).toHaveCount(1);
  await page.getByTestId('log-search').fill('');
  await page.getByTestId('log-pause').click();

  const before = runnerPid(server.home, 'counts');
  process.kill(before, 'SIGKILL');
  await expect(page.getByTestId('application-page')).toContainText(/paused, [1-9]\d* new lines/, { timeout: 30_000 });
  await page.getByTestId('log-pause').click();
  await expect(log.getByText('the job runs')).toHaveCount(2);

  const { home, origin, awsUrl } = server;
  await server.stop('SIGKILL');
  await expect(page.getByTestId('connection')).not.toContainText('connected');
  server = await startRiffle({ home, port: Number(new URL(origin).port), awsPort: Number(new URL(awsUrl).port) });
  await expect(page.getByTestId('connection')).toContainText('connected', { timeout: 30_000 });
  await section(page, 'Overview');
  await expect(status(page)).toHaveText('running', { timeout: 30_000 });
  await expect(page.getByTestId('application-graph').getByTestId('graph-node').first()).toContainText(/[1-9]\d*\/s/, {
    timeout: 15_000,
  });
});
