import { expect, type Locator, type Page, test } from '@playwright/test';
import { openNote } from '../support/open-note.ts';
import { type RiffleServer, startRiffle } from '../support/riffle-server.ts';
import { takePictures } from '../support/screenshots.ts';
import type { Studio } from '../support/studio.ts';

let server: RiffleServer;
test.beforeAll(async () => {
  server = await startRiffle();
});
test.afterAll(() => server.remove());

const TICKS = `%flink.ssql
CREATE TEMPORARY TABLE IF NOT EXISTS ticks (n INT) WITH ('connector' = 'datagen', 'rows-per-second' = '20');
SELECT n FROM ticks`;

const lettered = (letters: string): object[] =>
  [...letters].map((letter) => ({ title: letter, text: `%flink.ssql\nSELECT '${letter}' AS letter` }));

/** The titles of the cells, from top to bottom. */
async function order(studio: Studio): Promise<string> {
  return (await studio.cells().locator('.cell-title').allInnerTexts()).join('');
}

async function expectOrder(studio: Studio, wanted: string): Promise<void> {
  await expect.poll(() => order(studio)).toBe(wanted);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

async function centreOf(place: Locator): Promise<Point> {
  const box = await place.boundingBox();
  if (box === null) {
    throw new Error('nothing to point at');
  }
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Takes a cell by its handle and holds it over a place, without letting go. */
async function dragTo(page: Page, cell: Locator, to: Point): Promise<void> {
  await cell.hover();
  const from = await centreOf(cell.getByTestId('drag-handle'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 12);
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await expect(page.getByTestId('drop-line')).toBeVisible();
}

test('a cell is dragged to its place, and Escape leaves it where it was', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'Drag', paragraphs: lettered('abcd') });
  const third = await studio.titled('c').boundingBox();
  await dragTo(page, studio.titled('a'), { x: (third?.x ?? 0) + 200, y: (third?.y ?? 0) + (third?.height ?? 0) - 8 });
  await takePictures(page, 'drag', { themes: ['light'], widths: [1440] });
  await page.mouse.up();
  await expectOrder(studio, 'bcad');
  await expect(studio.titled('a')).toBeFocused();
  await expect(page.getByTestId('announcement')).toHaveText('‘a’ is now cell 3 of 4.');
  await expect(page.getByTestId('drop-line')).toHaveCount(0);

  await dragTo(page, studio.titled('d'), await centreOf(studio.titled('b')));
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('drop-line')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.getByTestId('announcement')).toHaveText('Not moved.');
  await expectOrder(studio, 'bcad');
  expect(studio.errors).toEqual([]);
});

test('a long note scrolls by itself while a cell is held near its edge', async ({ page }) => {
  const studio = await openNote(server, page, { name: 'Long', paragraphs: lettered('abcdefghijklmnopqrst') });
  const note = await page.getByTestId('note').boundingBox();
  await dragTo(page, studio.titled('a'), { x: 700, y: (note?.y ?? 0) + (note?.height ?? 0) - 4 });
  await expect(studio.titled('t')).toBeInViewport({ ratio: 1 });
  await page.mouse.up();
  await expectOrder(studio, 'bcdefghijklmnopqrsta');
});

test('a finger drags a cell too', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 1024, height: 768 } });
  const page = await context.newPage();
  const studio = await openNote(server, page, { name: 'Finger', paragraphs: lettered('abc') });
  const from = await centreOf(studio.titled('a').getByTestId('drag-handle'));
  const to = await studio.titled('c').boundingBox();
  const session = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', point?: Point): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: point === undefined ? [] : [point] });
  await touch('touchStart', from);
  await touch('touchMove', { x: from.x, y: from.y + 20 });
  await touch('touchMove', { x: from.x, y: (to?.y ?? 0) + (to?.height ?? 0) - 5 });
  await expect(page.getByTestId('drop-line')).toBeVisible();
  await touch('touchEnd');
  await expectOrder(studio, 'bca');
  await context.close();
});

test('keys move a cell; its text, what undo knows and its table’s place go with it', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'Keys',
    paragraphs: [{ title: 'live', text: TICKS }, ...lettered('ab')],
  });
  const live = studio.titled('live');
  await studio.run(live);
  await expect.poll(async () => Number(await live.getByTestId('row-count').innerText())).toBeGreaterThan(30);
  const scroller = live.locator('.views').locator('xpath=.//*[contains(@class,"table")]').first();
  const editor = await live.locator('.monaco-editor').first().elementHandle();
  await live.getByTestId('cell-editor').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' WHERE n > 0');
  await scroller.hover();
  await page.mouse.wheel(0, 400);
  const scrolled = (): Promise<number> =>
    live.evaluate((cell) => Math.max(...[...cell.querySelectorAll('.views *')].map((part) => part.scrollTop)));
  await expect.poll(scrolled).toBeGreaterThan(200);
  await live.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expectOrder(studio, 'aliveb');
  await expect(live).toBeFocused();
  expect(await scrolled()).toBeGreaterThan(200);
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expectOrder(studio, 'ablive');
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await expectOrder(studio, 'liveab');
  // The very same editor, which still knows what to undo.
  expect(await editor?.evaluate((element) => element.isConnected)).toBe(true);
  await expect(live.locator('.view-lines')).toContainText('WHERE n > 0');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+Z');
  await page.keyboard.press('ControlOrMeta+Z');
  await page.keyboard.press('ControlOrMeta+Z');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(live.locator('.view-lines')).not.toContainText('WHERE');
  await studio.stop(live);
  expect(studio.errors).toEqual([]);
});

test('a cell is copied, split and merged, and undo brings back what was merged', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'Parts',
    paragraphs: [{ title: 'x', text: '%flink.ssql\nSELECT 1 AS one;\nSELECT 2 AS two' }],
  });
  await studio.cell(0).focus();
  await page.keyboard.press('Shift+C');
  await expect(studio.cells()).toHaveCount(2);
  await expect(studio.cell(1)).toBeFocused();
  await expect(studio.cell(1)).toContainText('SELECT 2 AS two');
  await studio.menu(studio.cell(1), 'Delete');
  await expect(studio.cells()).toHaveCount(1);
  await expect(studio.cell(0)).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+Shift+Enter');
  await expect(studio.cells()).toHaveCount(2);
  await expect(studio.cell(0).locator('.view-lines')).not.toContainText('two');
  await expect(studio.cell(1).locator('.view-lines')).toContainText('SELECT 2 AS two');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(studio.rows(studio.cell(1))).toHaveText(['2']);

  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.keyboard.press('Shift+M');
  await expect(studio.cells()).toHaveCount(1);
  await expect(studio.cell(0).locator('.view-lines')).toContainText('SELECT 2 AS two');
  await page.keyboard.press('z');
  await expect(studio.cells()).toHaveCount(2);
  await expect(studio.cell(0).locator('.view-lines')).not.toContainText('two');
  await expect(studio.rows(studio.cell(1))).toHaveText(['2']);
  expect(studio.errors).toEqual([]);
});

test('a running cell is deleted and brought back, stopped, with the focus on it', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'Undo',
    paragraphs: [...lettered('a'), { title: 'live', text: TICKS }, ...lettered('b')],
  });
  const live = studio.titled('live');
  await studio.run(live);
  await expect(studio.rows(live).first()).toBeVisible();
  await live.focus();
  await page.keyboard.press('Delete');
  await expect(studio.titled('b')).toBeFocused();
  await expect(studio.cells()).toHaveCount(2);
  await expect(page.getByTestId('status-jobs')).toContainText('0 jobs');
  await expect(studio.cells()).toHaveCount(2);
  await page.keyboard.press('z');
  await expectOrder(studio, 'aliveb');
  await expect(live).toBeFocused();
  await expect(studio.state(live)).toHaveText(/^cancelled after/);
  await expect(studio.rows(live).first()).toBeVisible();
});

test('widths: side by side where there is room, one below the other where there is not', async ({ page }) => {
  const studio = await openNote(server, page, {
    name: 'Widths',
    paragraphs: [
      { title: 'a', text: "%flink.ssql\nSELECT 'a' AS letter", config: { colWidth: 6.0 } },
      { title: 'b', text: TICKS, config: { colWidth: 6.0 } },
      ...lettered('cde'),
    ],
  });
  const top = async (title: string): Promise<number> => (await studio.titled(title).boundingBox())?.y ?? -1;
  const width = async (title: string): Promise<number> => (await studio.titled(title).boundingBox())?.width ?? -1;
  expect(await top('a')).toBe(await top('b'));
  const full = await width('c');
  expect(Math.abs((await width('a')) * 2 + 12 - full)).toBeLessThan(2);

  await studio.titled('c').focus();
  await page.keyboard.press('w');
  await page.getByRole('menuitemradio', { name: 'Third' }).last().click();
  await studio.menu(studio.titled('d'), 'Width');
  await studio.titled('d').getByRole('menuitemradio', { name: 'Half' }).click();
  await expect.poll(async () => (await top('c')) === (await top('d'))).toBe(true);
  await studio.titled('d').focus();
  await page.keyboard.press('+');
  await expect(page.getByTestId('announcement')).toHaveText('7 of 12 columns wide.');
  await page.keyboard.press('+');
  await expect(page.getByTestId('announcement')).toHaveText('8 of 12 columns wide.');
  expect(await top('c')).toBe(await top('d'));
  await page.keyboard.press('+');
  await expect.poll(async () => (await top('c')) < (await top('d'))).toBe(true);
  await page.keyboard.press('-');
  await expect.poll(async () => (await top('c')) === (await top('d'))).toBe(true);

  await page.getByTestId('run-all').click();
  await expect(studio.rows(studio.titled('b')).first()).toBeVisible();
  await expect(studio.state(studio.titled('e'))).toHaveText(/^finished/, { timeout: 30_000 });
  await takePictures(page, 'widths', { widths: [1440] });
  // A cell is dragged between two that stand side by side.
  await page.setViewportSize({ width: 1440, height: 1600 });
  await dragTo(page, studio.titled('e'), {
    x: ((await studio.titled('b').boundingBox())?.x ?? 0) + 6,
    y: (await top('b')) + 60,
  });
  await page.mouse.up();
  await expectOrder(studio, 'aebcd');

  await takePictures(page, 'widths', { widths: [1024] });
  await page.setViewportSize({ width: 1024, height: 768 });
  await expect.poll(async () => (await top('d')) > (await top('c'))).toBe(true);
  expect(await width('c')).toBe(await width('e'));

  // As far as the window goes.
  await page.setViewportSize({ width: 1800, height: 900 });
  await page.keyboard.press('ControlOrMeta+B');
  await page.keyboard.press('ControlOrMeta+I');
  expect(await width('e')).toBe(980);
  await studio.menu(studio.titled('e'), 'Width');
  await studio.titled('e').getByRole('menuitemradio', { name: 'Wide' }).click();
  await expect.poll(() => width('e')).toBeGreaterThan(1400);
  await page.keyboard.press('Shift+S');
  expect(studio.errors).toEqual([]);
});
