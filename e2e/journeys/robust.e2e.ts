import { expect, type Locator, type Page, test } from '@playwright/test';
import { familyOf } from '../support/processes.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeEach(async () => {
  server = await startRiffle();
});
test.afterEach(() => server.remove());

const TICKS = `%flink.ssql
CREATE TEMPORARY TABLE IF NOT EXISTS ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '5')`;
const READ = '%flink.ssql\nSELECT n FROM ticks';

/** A note with a cell that makes a table, and one that reads it and is live. */
async function liveNote(page: Page): Promise<{ studio: Studio; make: Locator; read: Locator }> {
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.newNote();
  const make = studio.cell(0);
  await studio.type(make, TICKS);
  await studio.expectSaved();
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  const read = studio.cell(1);
  await expect(read).toBeVisible();
  await studio.type(read, READ);
  await studio.expectSaved();
  await studio.run(make);
  await expect(studio.state(make)).toContainText('finished');
  await studio.run(read);
  await expect(studio.rows(read).first()).toBeVisible();
  return { studio, make, read };
}

async function startAgain(): Promise<void> {
  const port = Number(new URL(server.origin).port);
  server = await startRiffle({ home: server.home, port, awsPort: Number(new URL(server.awsUrl).port) });
}

const connection = (page: Page): Locator => page.getByTestId('connection');
const saved = (page: Page): Locator => page.getByTestId('saved-state');
const WAIT = { timeout: 30_000 };

test('kill -9 of the server: what ran says so, what was typed is kept, and one click runs all again', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const { studio, make, read } = await liveNote(page);
  await server.stop('SIGKILL');
  await expect(connection(page)).toContainText('reconnecting');
  // Typing goes on meanwhile, and the page says where it is.
  await studio.type(make, `${TICKS};\n-- typed without a server`);
  await expect(saved(page)).toHaveText('offline, 1 change waiting in this browser');
  await page.screenshot({ path: test.info().outputPath('offline.png') });
  await startAgain();
  await expect(connection(page)).toContainText('connected', WAIT);
  await studio.expectSaved();
  await expect(make.locator('.view-lines')).toContainText('typed without a server');
  await expect(studio.state(read)).toHaveText('frozen: server restarted');
  await expect(page.getByTestId('message')).toContainText('The server was restarted. The cell that ran has stopped.');
  await page.screenshot({ path: test.info().outputPath('restarted.png') });
  // The table went with the server: the cell that makes it runs first.
  await read.getByTestId('frozen-note').getByRole('button', { name: 'Run again' }).click();
  await expect(studio.state(read)).toContainText('live', WAIT);
  await expect(studio.state(make)).toContainText('finished');
  await expect(studio.rows(read).first()).toBeVisible();
});

test('a cell that waited for its turn when the server was killed is in a clear state', async ({ page }) => {
  test.setTimeout(120_000);
  const { studio, read } = await liveNote(page);
  await studio.stop(read);
  const [, interpreter = 0] = familyOf(server.process.pid ?? 0);
  process.kill(interpreter, 'SIGSTOP');
  await studio.run(read);
  await expect(studio.state(read)).toContainText('queued');
  await server.stop('SIGKILL');
  process.kill(interpreter, 'SIGKILL');
  await startAgain();
  await expect(connection(page)).toContainText('connected', WAIT);
  await expect(studio.state(read)).toHaveText('frozen: server restarted');
});

test('kill -9 of the interpreter: it starts again by itself, and what it took down runs again by one click', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const { studio, make, read } = await liveNote(page);
  await expect(read.getByTestId('chips-reads')).toContainText('ticks');
  const [, interpreter = 0] = familyOf(server.process.pid ?? 0);
  process.kill(interpreter, 'SIGKILL');
  await expect(studio.state(read)).toHaveText('frozen: interpreter restarted');
  await expect(page.getByTestId('message')).toContainText('The interpreter ended unexpectedly');
  // The new one has no such table: the cell that made it is out of date.
  await expect(studio.state(make)).toContainText('stale: ticks is gone', WAIT);
  await page.screenshot({ path: test.info().outputPath('interpreter-killed.png') });
  await read.getByTestId('frozen-note').getByRole('button', { name: 'Run again' }).click();
  await expect(studio.state(read)).toContainText('live', WAIT);
  await expect(studio.state(make)).toContainText('finished');
});

test('a server that sleeps: the page says so in words, and nothing typed is lost or sent twice', async ({ page }) => {
  test.setTimeout(120_000);
  const { studio, make, read } = await liveNote(page);
  const pid = server.process.pid ?? 0;
  process.kill(pid, 'SIGSTOP');
  try {
    await expect(connection(page)).toContainText('the server does not answer', WAIT);
    await studio.type(make, `${TICKS};\n-- one`);
    await expect(saved(page)).toHaveText('offline, 1 change waiting in this browser');
    await studio.run(make);
    await expect(studio.state(make)).toHaveText('waiting for the server…');
    // Longer than a line is given: it is dropped, and the text is changed once more.
    await expect(connection(page)).toContainText('reconnecting', WAIT);
    await studio.type(make, `${TICKS};\n-- one and two`);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect(connection(page)).toContainText('connected', WAIT);
  await studio.expectSaved();
  await expect(page.getByTestId('conflict')).toHaveCount(0);
  await expect(make.locator('.view-lines')).toContainText('one and two');
  await expect(studio.state(read)).toContainText('live');
  await page.reload();
  await expect(studio.cell(0)).toContainText('one and two');
});

test('a line that is cut in the middle of typing: both browsers end with the same text', async ({ page, browser }) => {
  test.setTimeout(90_000);
  const { studio, make } = await liveNote(page);
  const context = await browser.newContext();
  const theirs = new Studio(await context.newPage());
  await theirs.open(`${server.url}${new URL(page.url()).hash}`);
  await page.context().setOffline(true);
  await studio.type(make, `${TICKS};\n-- written on a train`);
  await page.context().setOffline(false);
  await studio.expectSaved();
  await expect(theirs.cell(0)).toContainText('written on a train');
  await context.close();
});

test('a slow network: a run says within a second that it is waiting', async ({ page }) => {
  const { studio, make } = await liveNote(page);
  const pid = server.process.pid ?? 0;
  process.kill(pid, 'SIGSTOP');
  try {
    await studio.run(make);
    await expect(studio.state(make)).toHaveText('waiting for the server…', { timeout: 1_500 });
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect(studio.state(make)).toContainText('finished');
});
