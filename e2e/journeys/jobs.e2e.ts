import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

test('a running query is a job: its graph and figures, its cell, and the way to stop it', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.run(studio.titled('So far'));
  await expect(studio.rows(studio.titled('So far')).first()).toBeVisible();
  await page.getByTestId('status-jobs').click();
  const row = page.getByTestId('job-row').filter({ hasText: 'So far' });
  await expect(row.getByTestId('job-state')).toHaveText('running');
  await expect(row).toContainText('Welcome');
  // The example trades flow all the time: two looks make a rate.
  await expect(row.locator('td').nth(3)).toHaveText(/^[1-9]/);
  await row.getByRole('link', { name: 'So far' }).click();

  const graph = page.getByTestId('graph');
  await expect(graph.getByTestId('graph-node')).toHaveCount(2);
  await expect(graph.getByTestId('graph-node').first()).toContainText('rows/s');
  await graph.getByTestId('graph-node').nth(1).click();
  await expect(page.getByTestId('operator-table')).toContainText('Group aggregate');
  await expect(page.getByTestId('subtask-table').locator('tbody tr')).toHaveCount(1);
  await page.getByRole('tab', { name: 'Checkpoints' }).click();
  await expect(page.getByTestId('job-view')).toContainText('takes no checkpoints');
  await page.getByRole('tab', { name: 'Configuration' }).click();
  await expect(page.getByTestId('job-view')).toContainText('GroupAggregate(');

  await page.getByTestId('stop-job').click();
  await expect(page.getByTestId('job-state')).toHaveText('cancelled');
  await page.getByTestId('job-view').getByRole('link', { name: 'Welcome' }).click();
  await expect(studio.titled('So far')).toBeFocused();
  await expect(studio.state(studio.titled('So far'))).toContainText('cancelled');
  expect(studio.errors).toEqual([]);
});

test('checkpoints are listed with size and duration; a job that failed says why; both outlive a reload', async ({
  page,
}) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(`%flink.ssql(jobName=Counting)
CREATE TEMPORARY TABLE ticks (sym INT, price DOUBLE) WITH ('connector' = 'datagen', 'rows-per-second' = '100', 'fields.sym.min' = '1', 'fields.sym.max' = '3');
SET 'execution.checkpointing.interval' = '500ms';
SELECT sym, COUNT(*) AS n FROM ticks GROUP BY sym`);
  await expect(studio.rows(cell)).toHaveCount(3);
  await page.getByTestId('rail-jobs').click();
  await page.getByTestId('job-row').filter({ hasText: 'Counting' }).getByRole('link', { name: 'Counting' }).click();
  await page.getByRole('tab', { name: 'Checkpoints' }).click();
  const first = page.getByTestId('checkpoint-table').locator('tbody tr').first();
  await expect(first).toContainText('completed');
  await expect(first.locator('td').nth(4)).toHaveText(/^\d[\d.]* (B|KB)$/);
  await page.getByTestId('stop-job').click();
  await expect(page.getByTestId('job-state')).toHaveText('cancelled');

  await page.getByTestId('rail-notes').click();
  await studio.runInNewNote(`%flink.ssql(jobName=Divides)
SELECT 10 / (CHAR_LENGTH(ticker) - CHAR_LENGTH(ticker)) AS x FROM examples.stocks`);
  await page.getByTestId('rail-jobs').click();
  await page.getByRole('tab', { name: 'Failed' }).click();
  await page.getByTestId('job-row').getByRole('link', { name: 'Divides' }).click();
  await expect(page.getByTestId('job-exception')).toContainText(/zero/i);
  await page.reload();
  await expect(page.getByTestId('job-exception')).toContainText(/zero/i);
  await page.getByRole('link', { name: 'All jobs' }).click();
  await expect(page.getByTestId('job-row').filter({ hasText: 'Counting' })).toContainText('cancelled');
  expect(studio.errors).toEqual([]);
});

test('letters that mean something in a note do nothing to it from the jobs', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await expect(studio.cells()).not.toHaveCount(0);
  const before = await studio.cells().count();
  await page.getByTestId('rail-jobs').click();
  await expect(page.getByTestId('jobs-page')).toBeVisible();
  await page.keyboard.press('b');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goBack();
  await expect(studio.cells()).toHaveCount(before);
});
