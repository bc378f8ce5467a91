import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openNote } from '../support/open-note.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { takePictures } from '../support/screenshots.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

const COUNTING = `%flink.ssql
CREATE TABLE ticks (sym INT, pt AS PROCTIME()) WITH ('connector' = 'datagen', 'rows-per-second' = '50', 'fields.sym.min' = '1', 'fields.sym.max' = '3');
CREATE TABLE counted (sym INT, n BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO counted SELECT sym, COUNT(*) OVER (PARTITION BY sym ORDER BY pt) FROM ticks`;

test('a note becomes an application: what blocks is led to, what happens is said, and it ends on its page', async ({
  page,
}) => {
  const studio = await openNote(server, page, {
    name: 'Tick counts',
    paragraphs: [
      { text: '%md\n# Counting' },
      { text: COUNTING },
      { text: "%flink.ssql\nSHOW TABLES;\nSELECT * FROM counted WHERE sym = '${sym=1}'" },
    ],
  });
  await page.getByTestId('deploy').click();
  const dialog = page.getByRole('dialog', { name: 'Deploy ‘Tick counts’' });
  await expect(dialog.getByTestId('check-blocks')).toHaveCount(1);
  await expect(dialog.getByTestId('check-blocks')).toContainText('${sym=1} asks for input');
  await expect(dialog.getByTestId('deploy-go')).toBeDisabled();
  await expectAccessible(page);
  await takePictures(page, 'deploy-blocked', { themes: ['dark'], widths: [1024] });

  await dialog.getByTestId('check-blocks').getByTestId('jump').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('cursor')).toHaveText('Ln 3, Col 1');
  await studio.type(studio.cell(2), '%flink.ssql\nSELECT * FROM counted');

  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByTestId('palette-field').fill('deploy the note');
  await page.keyboard.press('Enter');
  await expect(dialog.getByTestId('check-list')).toContainText('The note can be deployed');
  await expect(dialog.getByTestId('deploy-name')).toHaveValue('Tick-counts');
  await expect(dialog.getByTestId('skipped')).toContainText('2 parts of the note left out');
  await dialog.getByTestId('deploy-name').fill('no blanks');
  await expect(dialog.getByTestId('deploy-go')).toBeDisabled();
  await expect(dialog).toContainText('Letters, digits, dots, hyphens and underscores only.');
  await dialog.getByTestId('deploy-name').fill('Tick-counts');
  await dialog.getByLabel('Checkpoint every (seconds)').fill('1');
  await expect(dialog.getByTestId('what-will-happen')).toContainText(
    'The note is built into s3://riffle-applications/Tick-counts/1.zip. The application Tick-counts is created from it and started with parallelism 1. It takes a checkpoint every 1 s',
  );
  await dialog.getByText('The same with the aws command line').click();
  await expect(dialog.getByTestId('aws-command')).toContainText('--application-name Tick-counts');
  await expectAccessible(page);
  await dialog.getByText('The same with the aws command line').click();
  await takePictures(page, 'deploy');

  await dialog.getByTestId('deploy-go').click();
  await expect(page.getByTestId('application-page')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'Tick-counts', level: 1 })).toBeVisible();
  await expect(page.getByTestId('application-status')).toHaveText('running');
  await expect(page.getByTestId('application-graph').getByTestId('graph-node')).not.toHaveCount(0);
  await expect(page.getByTestId('application-page')).toContainText(/Last checkpoint.*ago/, { timeout: 15_000 });
  await expectAccessible(page);
  await takePictures(page, 'application');
  expect(studio.errors).toEqual([]);
});
