import { expect, type Page, test, type WebSocketRoute } from '@playwright/test';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

test('what one browser does is seen in the other: text, run, rows', async ({ page, browser }) => {
  const mine = new Studio(page);
  await mine.open(server.url);
  await mine.newNote();
  const context = await browser.newContext();
  const theirs = new Studio(await context.newPage());
  await theirs.open(`${server.url}${new URL(page.url()).hash}`);
  await mine.type(mine.cell(0), '%flink.ssql\nSELECT 11 * 11 AS square');
  await expect(theirs.cell(0)).toContainText('SELECT 11 * 11 AS square');
  await mine.run(mine.cell(0));
  await expect(theirs.rows(theirs.cell(0))).toHaveText(['121']);
  await context.close();
});

test('two texts of one cell: both are shown, and the chosen one goes on in both browsers', async ({
  page,
  browser,
}) => {
  const mine = new Studio(page);
  await mine.open(server.url);
  await mine.newNote();
  await mine.type(mine.cell(0), '%flink.ssql\nSELECT 1 AS first');
  await mine.expectSaved();
  const context = await browser.newContext();
  const theirs = new Studio(await context.newPage());
  const line = await breakableLine(theirs.page);
  await theirs.open(`${server.url}${new URL(page.url()).hash}`);
  await expect(theirs.cell(0)).toContainText('SELECT 1 AS first');

  // Theirs is written while they are cut off.
  await line.cut();
  await expect(theirs.page.getByTestId('connection')).toContainText('reconnecting');
  await theirs.type(theirs.cell(0), '%flink.ssql\nSELECT 3 AS theirs');
  await mine.type(mine.cell(0), '%flink.ssql\nSELECT 2 AS mine');
  await mine.expectSaved();
  line.mend();
  await theirs.page.getByRole('button', { name: 'try now' }).click();

  const choice = theirs.cell(0).getByTestId('conflict');
  await expect(choice).toContainText('SELECT 3 AS theirs');
  await expect(choice).toContainText('SELECT 2 AS mine');
  await choice.getByRole('button', { name: 'Keep mine' }).click();
  await theirs.expectSaved();
  await expect(mine.cell(0)).toContainText('SELECT 3 AS theirs');
  await expect(mine.cell(0)).not.toContainText('SELECT 2 AS mine');
  await context.close();
});

/** The page's line to the server, which can be cut, and stays so until it is mended. */
async function breakableLine(page: Page): Promise<{ cut(): Promise<void>; mend(): void }> {
  const lines = new Set<WebSocketRoute>();
  let broken = false;
  await page.routeWebSocket(/\/ws/, (line) => {
    if (broken) {
      void line.close();
    } else {
      lines.add(line);
      line.connectToServer();
    }
  });
  return {
    async cut() {
      broken = true;
      await Promise.all([...lines].map((line) => line.close()));
    },
    mend() {
      broken = false;
    },
  };
}
