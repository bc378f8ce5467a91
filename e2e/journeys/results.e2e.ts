import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

/** Rows 1, 2, 3 … at a rate, in a temporary table. */
const counting = (name: string, rowsPerSecond: number): string => `CREATE TEMPORARY TABLE ${name} (n INT) WITH (
  'connector' = 'datagen', 'rows-per-second' = '${rowsPerSecond}',
  'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '10000000');`;

test('a table is sorted by its head, and a scrolled one keeps its place while rows arrive', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(`%flink.ssql\n${counting('fast', 100)}\nSELECT n FROM fast`);
  const count = async (): Promise<number> =>
    Number((await cell.getByTestId('row-count').innerText()).replaceAll(',', ''));
  await expect.poll(count).toBeGreaterThan(60);

  const head = cell.getByRole('columnheader');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(studio.rows(cell).first()).toHaveText('1');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(studio.rows(cell).first()).not.toHaveText('1');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'none');

  const table = cell.getByTestId('result-table');
  const firstInView = (): Promise<string> =>
    table.evaluate((element) => {
      const top = element.getBoundingClientRect().top + 36;
      const rows = [...element.querySelectorAll('[data-testid="result-row"]')];
      return (
        rows
          .filter((row) => row.getBoundingClientRect().bottom > top + 4)
          .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0]?.textContent ?? ''
      );
    });
  await table.evaluate((element) => {
    element.scrollTop = 27 * 20;
  });
  await expect.poll(() => table.evaluate((element) => element.scrollTop)).toBeGreaterThanOrEqual(27 * 20);
  const place = await firstInView();
  const before = await count();
  await expect.poll(count).toBeGreaterThan(before + 100);
  expect(await firstInView()).toBe(place);
  expect(studio.errors).toEqual([]);
});

test('a paused view stands still while the job runs on, and catches up', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    `%flink.ssql(type=update)\n${counting('paused', 20)}\nSELECT COUNT(*) AS c FROM paused`,
  );
  const row = studio.rows(cell).first();
  await expect(row).toHaveText(/^\d+$/);
  await cell.getByTestId('pause').click();
  await expect(cell.getByTestId('pause')).toContainText('paused');
  const held = await row.innerText();
  // The job's own figures go on; two more of them have come when the number has changed twice.
  const read = page.getByTestId('inspector').getByText('Records in / out').locator('xpath=following-sibling::dd');
  for (let i = 0; i < 2; i++) {
    const figures = await read.innerText();
    await expect(read).not.toHaveText(figures);
  }
  expect(await row.innerText()).toBe(held);
  await cell.getByTestId('pause').click();
  await expect(row).not.toHaveText(held);
});

test('a result is drawn as a line and as bars, and the choice stays with the cell', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    "%flink.ssql\nSELECT * FROM (VALUES ('a', 3), ('b', 5), ('c', 4)) AS t(letter, n)",
  );
  await expect(studio.rows(cell)).toHaveCount(3);
  await cell.getByTestId('view-chart').click();
  await expect(cell.getByTestId('chart').locator('.recharts-line-curve, .recharts-curve').first()).toBeVisible();
  await page.getByTestId('chart-settings').getByLabel('Kind').selectOption('bar');
  await page.getByTestId('chart-settings').getByLabel('One series per').selectOption('');
  await expect(cell.getByTestId('chart').locator('.recharts-bar-rectangle')).toHaveCount(3);
  for (const label of ['a', 'b', 'c']) {
    await expect(
      cell.getByTestId('chart').locator('.recharts-xAxis-tick-labels').getByText(label, { exact: true }),
    ).toBeVisible();
  }
  await page.reload();
  await expect(studio.cell(0).getByTestId('chart').locator('.recharts-bar-rectangle')).toHaveCount(3);
  expect(studio.errors).toEqual([]);
});

test('a single row fills its template, and markup in values stays text', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    "%flink.ssql(type=single, template=<h1>{1}</h1> seen by <b>{0}</b>)\nSELECT '<img src=x>' AS who, 7 AS n",
  );
  await expect(cell.locator('h1')).toHaveText('7');
  await expect(cell.locator('b')).toHaveText('<img src=x>');
  expect(studio.errors).toEqual([]);
});

test('types in heads are short, with event time as a mark', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote('%flink.ssql\nSELECT event_time, ticker FROM examples.stocks');
  await expect(studio.rows(cell).first()).toBeVisible();
  await expect(cell.getByRole('columnheader').locator('small')).toHaveText(['TIMESTAMP(3) ·t', 'STRING']);
});

test('a result mode that does not fit the query is refused in a sentence', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    '%flink.ssql(type=append)\nSELECT ticker, COUNT(*) FROM examples.stocks GROUP BY ticker',
  );
  await expect(cell.getByRole('alert')).toContainText('the rows of this query change. Use type=update');
  await expect(studio.state(cell)).toHaveText('1 problem');
});
