import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER =
  process.env['UPDATE_SCREENSHOTS'] === '1' ? join(ROOT, 'e2e/screenshots') : join(ROOT, '.cache/screenshots');

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
  await mkdir(FOLDER, { recursive: true });
});
test.afterAll(() => server.remove());

const QUERY = `%flink.bsql
SELECT * FROM (VALUES ('AMZN', 1), ('MSFT', 2), ('O''N', 3)) AS t (ticker, n)
WHERE ticker = '\${ticker(Ticker)=AMZN,AMZN(Amazon)|MSFT(Microsoft)}' AND n < $\${limit(Largest n)=10}`;

test('choosing runs the cell again, typing runs it with Enter, and both stay', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await studio.type(cell, QUERY);
  await expect(cell.getByLabel('Ticker')).toHaveValue('AMZN');
  const limit = page.getByRole('textbox', { name: 'Largest n' });
  await expect(limit).toHaveValue('10');
  await studio.run(cell);
  await expect(studio.rows(cell)).toHaveText(['AMZN1']);

  await cell.getByLabel('Ticker').selectOption({ label: 'Microsoft' });
  await expect(studio.rows(cell)).toHaveText(['MSFT2']);
  await limit.fill('2');
  await studio.run(cell);
  await expect(cell.getByText('no rows')).toBeVisible();

  // Not run by itself any more.
  await cell.getByLabel('run when I choose').uncheck();
  await limit.fill('5');
  await limit.press('Enter');
  await cell.getByLabel('Ticker').selectOption('AMZN');
  await expect(cell.getByText('no rows')).toBeVisible();
  await studio.expectSaved();
  await page.reload();
  await expect(cell.getByLabel('Ticker')).toHaveValue('AMZN');
  await expect(limit).toHaveValue('5');
  await expect(cell.getByLabel('run when I choose')).not.toBeChecked();
  await studio.run(cell);
  await expect(studio.rows(cell)).toHaveText(['AMZN1']);
  expect(studio.errors).toEqual([]);
});

test('another browser sees the values; a form of the note can be taken away', async ({ page, context }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  await studio.type(studio.cell(0), "%flink.bsql\nSELECT '${who(Who)=you}' AS who, $${n=1} AS n");
  await studio.expectSaved();
  const second = await context.newPage();
  await second.goto(page.url());
  const who = second.getByLabel('Who');
  await expect(who).toHaveValue('you');
  await page.getByLabel('Who').fill("O'Neil $1");
  await page.getByLabel('Who').press('Enter');
  await expect(studio.rows(studio.cell(0))).toHaveText(["O'Neil $11"]);
  await expect(who).toHaveValue("O'Neil $1");
  await second.close();

  await page.getByRole('button', { name: 'Remove n' }).click();
  await expect(page.getByTestId('note-forms')).toHaveCount(0);
  await studio.run(studio.cell(0));
  await expect(page.getByRole('textbox', { name: 'n', exact: true })).toHaveValue('1');
});

test('a password is masked, needed, and not kept with the note', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote("%flink.bsql\nSELECT CHAR_LENGTH('${password:key(Key)}') AS len");
  await expect(cell.getByTestId('output-problem')).toContainText('The password Key is empty. Enter it and run again.');
  const field = cell.getByLabel('Key', { exact: true });
  await expect(field).toHaveAttribute('type', 'password');
  await field.fill('hunter22');
  await field.press('Enter');
  await expect(studio.rows(cell)).toHaveText(['8']);
  await page.reload();
  await expect(field).toHaveValue('');
  await expect(field).toHaveAttribute('placeholder', 'entered');
});

test('what is wrong in a value is shown at its form, and a text cell shows values', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const cell = studio.cell(0);
  await studio.type(cell, '%flink.bsql\nSELECT ${column=n} FROM (VALUES (1)) AS t (n)');
  await studio.run(cell);
  await expect(studio.rows(cell)).toHaveText(['1']);
  await cell.getByLabel('column').fill('m');
  await cell.getByLabel('column').press('Enter');
  await expect(cell.getByTestId('output-problem')).toContainText('2:8There is no column m.');
  await page.getByRole('button', { name: 'Insert a text cell here' }).last().click();
  await expect(studio.cells()).toHaveCount(2);
  await studio.type(studio.cell(1), '%md Hello ${name(Name)=there}');
  await page.keyboard.press('Escape');
  await expect(studio.cell(1)).toContainText('Hello there');
  await studio.cell(1).getByLabel('Name').fill('reader');
  await expect(studio.cell(1)).toContainText('Hello reader');
});

test('fields in both themes', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote(`%flink.bsql
SELECT ticker, n FROM (VALUES ('AMZN', 1), ('MSFT', 2), ('TSLA', 3)) AS t (ticker, n)
WHERE ticker IN ('\${checkbox(','):tickers(Tickers)=AMZN|TSLA,AMZN|MSFT|TSLA}')
  AND n >= \${least(At least)=1} AND '\${order(Order)=up,up(rising)|down(falling)}' <> '$\${team(Team)=blue}'
  AND CHAR_LENGTH('\${password:key(Key)=abc}') > 0 AND $\${shards(Shards)=2,1|2|4} > 0`);
  await expect(studio.rows(cell)).toHaveCount(2);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(FOLDER, `forms-${colorScheme}-1440.png`), animations: 'disabled' });
  }
  expect(studio.errors).toEqual([]);
});
