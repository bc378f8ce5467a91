import { readFile } from 'node:fs/promises';
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
  // The job goes on: twice more there are more changes waiting.
  for (let i = 0; i < 2; i++) {
    const waiting = await cell.getByTestId('pause').innerText();
    await expect(cell.getByTestId('pause')).not.toHaveText(waiting);
  }
  expect(await row.innerText()).toBe(held);
  await cell.getByTestId('pause').click();
  await expect(row).not.toHaveText(held);
});

test('a result is drawn in every kind, by columns and aggregation, and the choice stays with the cell', async ({
  page,
}) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    "%flink.ssql\nSELECT * FROM (VALUES ('a', 'x', 3), ('b', 'x', 5), ('c', 'y', 4), ('a', 'y', 8)) AS t(letter, kind, n)",
  );
  await expect(studio.rows(cell)).toHaveCount(4);
  await cell.getByTestId('view-chart').click();
  const chart = cell.getByTestId('chart');
  const settings = page.getByTestId('chart-settings');
  const kind = (name: string): Promise<void> => settings.getByText(name, { exact: true }).click();
  // Texts make bars: letter is the key, kind the group.
  await expect(chart).toHaveAttribute('data-kind', 'bar');
  await expect(chart.locator('.legend-item')).toHaveText(['x', 'y']);
  await settings.getByTestId('well-groups').getByLabel('Take kind out of Groups').click();
  await expect(chart.locator('.recharts-bar-rectangle')).toHaveCount(3);
  await settings.getByLabel('Aggregation of n').selectOption('max');
  await expect(chart).toHaveAttribute('aria-label', 'Chart: max of n by letter');
  // A column is dragged to a well, or chosen from its list.
  await settings.getByTestId('chip-kind').dragTo(settings.getByTestId('well-groups'));
  await expect(settings.getByTestId('well-groups')).toContainText('kind');
  await settings.getByLabel('Add to Values').selectOption('letter');
  await expect(settings.getByLabel('Aggregation of letter')).toHaveValue('count');
  await settings.getByLabel('Take letter out of Values').click();
  await settings.getByLabel('Series').selectOption('stacked');

  await kind('Line');
  await expect(chart.locator('.recharts-line-curve, .recharts-curve').first()).toBeVisible();
  await kind('Area');
  await expect(chart.locator('.recharts-area-area').first()).toBeVisible();
  await kind('Scatter');
  await expect(settings.getByTestId('well-x')).toContainText('letter');
  await expect(chart.locator('.recharts-scatter-symbol')).toHaveCount(4);
  await kind('Pie');
  await expect(chart.locator('.recharts-pie-sector')).toHaveCount(4);
  await expect(chart.locator('.legend-item')).toHaveText(['a · x', 'b · x', 'c · y', 'a · y']);
  await page.reload();
  await expect(studio.cell(0).getByTestId('chart').locator('.recharts-pie-sector')).toHaveCount(4);

  const download = page.waitForEvent('download');
  await chart.getByTestId('save-chart').click();
  await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
  expect((await download).suggestedFilename()).toMatch(/^chart_.*\.png$/);
  expect(studio.errors).toEqual([]);
});

test('rows are looked for, sorted by two columns, read in full and copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    `%flink.bsql
SELECT * FROM (VALUES ('b', 2, '{"deep":[1,2]}'), ('a', 10, ''), ('b', 1, CAST(NULL AS STRING)), ('c', 7, 'x')) AS t(name, n, note)`,
  );
  await expect(studio.rows(cell)).toHaveCount(4);
  const table = cell.getByTestId('result-table');
  const firstColumn = (): Promise<string[]> =>
    studio
      .rows(cell)
      .evaluateAll((rows) =>
        rows
          .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
          .map((row) => [...row.children].map((one) => one.textContent).join(' ')),
      );
  await cell.getByRole('columnheader', { name: 'name' }).getByRole('button').click();
  await cell
    .getByRole('columnheader', { name: 'n INT' })
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  expect(await firstColumn()).toEqual(['a 10 ', 'b 1 NULL', 'b 2 {"deep":[1,2]}', 'c 7 x']);

  await cell.getByTestId('filter-toggle').click();
  await cell.getByLabel('Filter n', { exact: true }).fill('>1');
  await expect(cell.getByTestId('filter-count')).toHaveText('3 of 4 rows');
  await cell.getByLabel('Filter rows').fill('B');
  await expect(cell.getByTestId('filter-count')).toHaveText('1 of 4 rows');
  await cell.getByLabel('Filter n', { exact: true }).fill('> ten');
  await expect(cell.getByText('“ten” is not a number.')).toBeVisible();
  await cell.getByRole('button', { name: 'Reset' }).click();
  await expect(cell.getByTestId('filter-count')).toHaveText('4 of 4 rows');

  await table.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(cell.getByTestId('row-detail').locator('pre').last()).toHaveText(
    '{\n  "deep": [\n    1,\n    2\n  ]\n}',
  );
  await page.keyboard.press('Escape');
  await expect(cell.getByTestId('row-detail')).toHaveCount(0);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ControlOrMeta+c');
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe('name\tn\nb\t2\na\t10');
  await expect(table).toHaveAttribute('aria-activedescendant', /.+/);

  await cell.getByRole('button', { name: /^Columns/ }).click();
  await page.getByRole('dialog', { name: 'Columns' }).getByLabel('n', { exact: true }).uncheck();
  await page.keyboard.press('Escape');
  await expect(cell.getByRole('columnheader')).toHaveCount(2);
  expect(studio.errors).toEqual([]);
});

test('rows leave as CSV and JSON, quoted right and with their types', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    `%flink.bsql
SELECT * FROM (VALUES ('say "hi", you', 9007199254740993, TRUE), (CAST(NULL AS STRING), CAST(1 AS BIGINT), FALSE)) AS t(who, n, ok)`,
  );
  await expect(studio.rows(cell)).toHaveCount(2);
  const saved = async (entry: string): Promise<string> => {
    const download = page.waitForEvent('download');
    await cell.getByTestId('export').click();
    await page.getByRole('menuitem', { name: entry }).click();
    return readFile(await (await download).path(), 'utf8');
  };
  expect(await saved('Save as CSV')).toBe('who,n,ok\r\n"say ""hi"", you",9007199254740993,TRUE\r\n,1,FALSE\r\n');
  expect(JSON.parse(await saved('Save all as JSON'))).toEqual([
    { who: 'say "hi", you', n: '9007199254740993', ok: true },
    { who: null, n: 1, ok: false },
  ]);
});

test('the changelog of a query is watched as it comes, by kind, and stays when the job has stopped', async ({
  page,
}) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    `%flink.ssql\n${counting('changing', 20)}\nSELECT COUNT(*) AS c FROM changing`,
  );
  await cell.getByTestId('view-changes').click();
  const changes = cell.getByTestId('changes');
  await expect(changes.getByTestId('change-row').filter({ hasText: '+U' }).first()).toBeVisible();
  await expect(changes.getByRole('button', { name: /^\+I/ })).toBeVisible();
  await changes.getByRole('button', { name: /^-U/ }).click();
  await expect(changes.getByTestId('change-row').filter({ hasText: '-U' })).toHaveCount(0);
  await cell.getByTestId('pause').click();
  const held = await changes.getByTestId('change-row').first().innerText();
  await expect(cell.getByTestId('pause')).toContainText(/paused, \d+ changes waiting/);
  const waiting = await cell.getByTestId('pause').innerText();
  await expect(cell.getByTestId('pause')).not.toHaveText(waiting);
  expect(await changes.getByTestId('change-row').first().innerText()).toBe(held);
  await cell.getByTestId('pause').click();
  await expect(changes.getByTestId('change-row').first()).not.toHaveText(held);
  await studio.stop(cell);
  await expect(studio.state(cell)).not.toContainText('live');
  await page.reload();
  await expect(studio.cell(0).getByTestId('change-row').first()).toBeVisible();
  expect(studio.errors).toEqual([]);
});

test('an append-only stream says so', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(`%flink.ssql\n${counting('appending', 20)}\nSELECT n FROM appending`);
  await cell.getByTestId('view-changes').click();
  await expect(cell.getByTestId('changes')).toContainText('Rows are only ever added');
});

test('a plan is shown as a graph and as text, for a run and before one', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await studio.type(cell, '%flink.ssql\nSELECT ticker, COUNT(*) AS n FROM examples.stocks GROUP BY ticker');
  await studio.menu(cell, 'Show the plan');
  const compiled = cell.getByTestId('compiled-plan');
  await expect(compiled.getByTestId('graph-node').filter({ hasText: 'Group and aggregate' })).toContainText(
    'keeps state',
  );
  await compiled.getByRole('button', { name: 'Close the plan' }).click();
  await expect(compiled).toHaveCount(0);

  await studio.run(cell);
  await expect(studio.rows(cell).first()).toBeVisible();
  await cell.getByTestId('view-plan').click();
  const nodes = cell.getByTestId('plan').getByTestId('graph-node');
  await expect(nodes.first()).toContainText('stocks');
  await nodes.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(nodes.filter({ hasText: 'Watermark' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell.locator('.plan-detail')).toContainText('WatermarkAssigner(');
  await cell.getByRole('radio', { name: 'Text' }).click();
  await expect(cell.locator('.plan-text')).toContainText('changelogMode=[I,UB,UA]');
  expect(studio.errors).toEqual([]);
});

test('several results in a cell say which statement each is of, and have views of their own', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    "%flink.bsql\nSELECT 1 AS a; SELECT * FROM (VALUES ('a', 2), ('b', 3)) AS t(k, v)",
  );
  await expect(cell.getByTestId('statement')).toHaveText([
    'Result 1 SELECT 1 AS a',
    "Result 2 SELECT * FROM (VALUES ('a', 2), ('b', 3)) AS t(k, v)",
  ]);
  await cell.getByTestId('view-chart').nth(1).click();
  await expect(cell.getByTestId('chart').locator('.recharts-bar-rectangle')).toHaveCount(2);
  await expect(cell.getByTestId('result-table')).toHaveCount(1);
});

test('a stored result has its types and its chart after a restart', async ({ page }) => {
  let own = await startRiffle();
  try {
    const studio = new Studio(page);
    await studio.open(own.url);
    const cell = await studio.runInNewNote(
      "%flink.bsql\nSELECT * FROM (VALUES (TIMESTAMP '2026-03-01 09:30:00', 'null', 5), (TIMESTAMP '2026-03-01 09:31:00', CAST(NULL AS STRING), 7)) AS t(at_time, note, n)",
    );
    await expect(studio.state(cell)).toContainText('2 rows');
    await cell.getByTestId('view-split').click();
    await expect(cell.getByTestId('chart')).toHaveAttribute('data-kind', 'line');
    await studio.expectSaved();
    const { hash } = new URL(page.url());
    await own.stop();
    own = await startRiffle({ home: own.home });
    await studio.open(`${own.url}${hash}`);
    const again = studio.cell(0);
    await expect(again.getByTestId('chart')).toHaveAttribute('data-kind', 'line');
    await expect(again.getByRole('columnheader').locator('small')).toHaveText(['TIMESTAMP(0)', 'STRING', 'INT']);
    await expect(again.locator('.table-cell .null')).toHaveCount(1);
    await again.getByTestId('view-plan').click();
    await expect(again.getByTestId('graph-node').first()).toBeVisible();
  } finally {
    await own.remove();
  }
});

test('more rows than the view keeps: it says so, and how to change it', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(`%flink.ssql\n${counting('capped', 1000)}\nSELECT n FROM capped`);
  const cap = cell.getByTestId('change-cap');
  await expect(cap).toContainText(/showing the last 1,000 of [\d,]+ rows – change/);
  await cap.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('50');
  await page.keyboard.press('Enter');
  await expect(cap).toContainText(/showing the last 50 of/);
});

test('a single row fills its template, and markup in values stays text', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(
    "%flink.ssql(type=single, template=<h1>{1}</h1> seen by <b>{0}</b>)\nSELECT '<img src=x>' AS who, 7 AS n",
  );
  await expect(cell.locator('h1')).toHaveText('7');
  await expect(cell.locator('.single-row b')).toHaveText('<img src=x>');
  expect(studio.errors).toEqual([]);
});

test('nothing in a template runs, covers the page or is fetched', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const hostile = [
    '<h1>{0}</h1>',
    '<script>window.hurt = 1</script>',
    '<img src="http://192.0.2.1/spy.png" onerror="window.hurt = 2">',
    '<a href="javascript:window.hurt = 3">link</a>',
    '<div style="position:fixed;inset:0;z-index:9999;background:red url(http://192.0.2.1/bg.png)">cover</div>',
    '<form action="http://192.0.2.1/"><input name="password"><button>send</button></form>',
    '<iframe src="http://192.0.2.1/"></iframe>',
    '<svg onload="window.hurt = 4"><circle r="5" /></svg>',
    '<style>body { display: none }</style>',
  ].join('');
  const cell = await studio.runInNewNote(
    `%flink.ssql(type=single, template="${hostile.replaceAll('"', "'")}")\nSELECT 7 AS n`,
  );
  await expect(cell.locator('h1')).toHaveText('7');
  await cell.getByText('link', { exact: true }).click();
  expect(await page.evaluate('window.hurt')).toBeUndefined();
  const shown = cell.locator('.single-row');
  await expect(shown.locator('script, iframe, form, input, style, button')).toHaveCount(0);
  const cover = await shown.getByText('cover').boundingBox();
  const box = await shown.boundingBox();
  expect((cover?.height ?? 0) <= (box?.height ?? 0) && (cover?.width ?? 0) <= (box?.width ?? 0)).toBe(true);
  expect(studio.foreignRequests).toEqual([]);
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
