import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

test('the inspector tells how the job of the chosen cell does, step by step, and leads to its page', async ({
  page,
}) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(`%flink.ssql
CREATE TEMPORARY TABLE ticks (sym INT, at_time TIMESTAMP(3), WATERMARK FOR at_time AS at_time - INTERVAL '2' SECOND)
WITH ('connector' = 'datagen', 'rows-per-second' = '200', 'fields.sym.min' = '1', 'fields.sym.max' = '3');
SET 'execution.checkpointing.interval' = '500ms';
SELECT sym, COUNT(*) AS n FROM ticks GROUP BY sym`);
  await expect(studio.rows(cell)).toHaveCount(3);
  await cell.focus();
  const inspector = page.getByTestId('inspector');
  await expect(inspector).toContainText(/Rows in \/ out\s*[1-9][\d,]* \/ [1-9]/);
  await expect(inspector).toContainText(/Rate in\s*1\d\d rows\/s|Rate in\s*2\d\d rows\/s/);
  await expect(inspector.getByRole('img', { name: 'Rows in a second, the last minute' })).toBeVisible();
  await expect(inspector).toContainText(/Watermark\s*\d\d:\d\d:\d\d · \d+(\.\d+)? (s|ms) behind/);
  await expect(inspector).toContainText(/Last checkpoint\s*\d+ m?s ago · [\d.]+ K?B · /);
  const steps = inspector.getByTestId('graph-node');
  await expect(steps.first()).toContainText('ticks');
  await expect(steps.filter({ hasText: 'Group aggregate' })).toContainText('state');
  await expect(steps.filter({ hasText: 'Result' })).toContainText('/s');

  // The buttons stand below the last box, not on it.
  const bottom = async (): Promise<number> => {
    const box = await steps.last().boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  const buttons = await inspector.getByRole('button', { name: 'Zoom in' }).boundingBox();
  expect(await bottom()).toBeLessThanOrEqual(buttons?.y ?? 0);

  await studio.stop(cell);
  await expect(studio.state(cell)).toContainText('cancelled');
  // What is known of it stays, also for a page that comes later.
  await page.reload();
  await cell.focus();
  await expect(inspector).toContainText(/Rows in \/ out\s*[1-9]/);
  await expect(steps.first()).toContainText('rows');
  await inspector.getByTestId('job-link').click();
  await expect(page.getByTestId('job-state')).toHaveText('cancelled');
  expect(studio.errors).toEqual([]);
});
