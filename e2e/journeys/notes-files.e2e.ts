import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
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

async function named(studio: Studio, path: string): Promise<void> {
  await studio.newNote();
  await studio.page.getByTestId('note-path-field').fill(path);
  await studio.page.keyboard.press('Enter');
  await expect(studio.page.getByTestId('note-path')).toHaveText(`Notes / ${path.split('/').join(' / ')}`);
}

async function rowMenu(studio: Studio, name: string, entry: string): Promise<void> {
  const row = studio.note(name).last();
  await row.hover();
  await row.getByTestId('note-row-menu').click();
  await studio.page.getByRole('menuitem', { name: entry }).click();
}

async function palette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByTestId('palette-field').fill(words);
  await page.keyboard.press('Enter');
}

function tree(page: Page) {
  return page.getByTestId('note-tree');
}

/** Drops files on an element, as a file manager would. */
async function dropFiles(page: Page, files: Record<string, string>, target = 'main'): Promise<void> {
  const transfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    for (const [name, text] of Object.entries(${JSON.stringify(files)})) {
      data.items.add(new File([text], name));
    }
    return data;
  })()`);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.locator(target).first().dispatchEvent(type, { dataTransfer: transfer });
    if (type === 'dragover' && target === 'main') {
      await expect(page.getByTestId('file-drop')).toBeVisible();
    }
  }
  await expect(page.getByTestId('file-drop')).toHaveCount(0);
}

test('a copy of a note opens with its cells and results; the original stays', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote('%flink.ssql\nSELECT 6 * 7 AS answer');
  await expect(studio.rows(cell)).toHaveText(['42']);
  await palette(page, 'make a copy');
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Untitled note copy');
  await expect(studio.cell(0)).toContainText('SELECT 6 * 7 AS answer');
  await expect(studio.cell(0)).toContainText('42');
  await expect(studio.note('Untitled note')).toHaveCount(2);
  expect(studio.errors).toEqual([]);
});

test('notes and folders move by dragging, by a dialog and by renaming, and each can be undone', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await named(studio, 'Shelf/One');
  await named(studio, 'Two');
  const shelf = tree(page).getByTestId('folder-row').filter({ hasText: 'Shelf' });

  // Dragged onto a folder, and taken back.
  await studio.note('Two').dragTo(shelf);
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Shelf / Two');
  await expect(page.getByTestId('message')).toContainText('Moved ‘Two’ to ‘Shelf’.');
  await page.getByTestId('message').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Two');

  // By keys alone: the palette's dialog, with a new folder.
  await palette(page, 'move note to');
  await page.getByTestId('move-field').fill('Box/Inner');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Box / Inner / Two');

  // F2 on the folder, with a path.
  const box = tree(page).getByRole('button', { name: 'Box', exact: true });
  await box.focus();
  await page.keyboard.press('F2');
  await page.getByTestId('rename-field').fill('Shelf/Crate');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Shelf / Crate / Inner / Two');

  // A folder goes as a whole, and comes back.
  await shelf.hover();
  await page.getByRole('button', { name: 'More for the folder Shelf' }).click();
  await page.getByRole('menuitem', { name: 'Delete the folder' }).click();
  await expect(page.getByTestId('message')).toContainText('Deleted the folder ‘Shelf’ with 2 notes.');
  await expect(page.getByText('This note has been deleted.')).toBeVisible();
  await page.getByTestId('message').getByRole('button', { name: 'Undo' }).click();
  await expect(studio.note('One')).toBeVisible();
  // The note in view comes back with it.
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Shelf / Crate / Inner / Two');
  await rowMenu(studio, 'Two', 'Delete');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Shelf / Crate / Inner / Two');
  expect(studio.errors).toEqual([]);
});

test('the tree is walked with arrow keys', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await named(studio, 'Walk/One');
  const folder = tree(page).getByRole('button', { name: 'Walk', exact: true });
  await folder.focus();
  await page.keyboard.press('ArrowDown');
  await expect(tree(page).getByRole('link', { name: 'One' }).last()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await expect(folder).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(folder).toHaveAttribute('aria-expanded', 'true');
});

test('a note from an example runs at once', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await page.getByTestId('more-notes').click();
  await page.getByRole('menuitem', { name: 'New note from example' }).click();
  await expect(page.getByTestId('example')).toHaveCount(8);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(FOLDER, `examples-${colorScheme}-1440.png`), animations: 'disabled' });
  }
  await page.getByTestId('example').filter({ hasText: 'Changes and running counts' }).click();
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Examples / Changes and running counts');
  await page.getByTestId('run-all').click();
  await expect(studio.rows(studio.titled('Visits so far'))).toHaveCount(4, { timeout: 20_000 });
  await palette(page, 'stop all');
});

test('files dropped on the page become notes; a bad one is named with its reason and leaves nothing', async ({
  page,
}) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  await dropFiles(page, {
    'orders.sql': '-- How many\nSELECT 40 + 2 AS answer;\n\n-- %x\nSELECT 2',
    'python.ipynb': JSON.stringify({ nbformat: 4, cells: [{ cell_type: 'markdown', source: '# From Jupyter' }] }),
    'old.json': JSON.stringify({ name: 'Old/From Zeppelin', paragraphs: [{ text: '%md hello', status: 'RUNNING' }] }),
    'broken.zpln': '{ "paragraphs": ',
    'huge.sql': `SELECT '${'x'.repeat(5_000_001)}'`,
  });
  const message = page.getByTestId('message');
  await expect(message).toContainText('Imported 3 notes.');
  await expect(message).toContainText('broken.zpln is not imported. The file is not JSON.');
  await expect(message).toContainText('huge.sql is not imported. It has 5.0 MB; a note may have 5 MB.');
  await expect(page.getByTestId('note-path')).toHaveText('Notes / orders');
  await expect(studio.titled('How many')).toContainText('SELECT 40 + 2 AS answer');
  await expect(studio.note('From Zeppelin')).toBeVisible();
  await expect(studio.note('python')).toBeVisible();
  await expect(studio.note('broken')).toHaveCount(0);

  // The same name again gets a number; a folder in the tree takes what is dropped on it.
  await dropFiles(page, { 'orders.sql': 'SELECT 1' });
  await expect(page.getByTestId('note-path')).toHaveText('Notes / orders 2');
  await dropFiles(page, { 'orders.sql': 'SELECT 1' }, '[data-testid="folder-row"]:has-text("Old")');
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Old / orders');
  expect(studio.errors).toEqual([]);
});

test('files are chosen from the palette too', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const chooser = page.waitForEvent('filechooser');
  await palette(page, 'import notes');
  await (await chooser).setFiles([{ name: 'picked.sql', mimeType: 'text/plain', buffer: Buffer.from('SELECT 3') }]);
  await expect(page.getByTestId('note-path')).toHaveText('Notes / picked');
  await expect(page.getByTestId('message')).toContainText('Imported 1 note.');
});

test('a note is taken away in each form, and a file of it brings it back', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  const cell = await studio.runInNewNote('%flink.ssql\nSELECT 11 * 11 AS square');
  await expect(studio.rows(cell)).toHaveText(['121']);
  const taken: Record<string, string> = {};
  for (const form of ['.zpln', '.ipynb', '.sql']) {
    const download = page.waitForEvent('download');
    await page.getByTestId('export-note').click();
    await page.getByRole('menuitem', { name: form }).click();
    const file = await download;
    taken[file.suggestedFilename()] = await readFile(await file.path(), 'utf8');
  }
  const [name = ''] = Object.keys(taken);
  const base = name.replace('.zpln', '');
  expect(Object.keys(taken)).toEqual([`${base}.zpln`, `${base}.ipynb`, `${base}.sql`]);
  expect(taken[`${base}.sql`]).toBe('-- %%\nSELECT 11 * 11 AS square;\n');
  await dropFiles(page, { 'taken.ipynb': taken[`${base}.ipynb`] ?? '' });
  await expect(page.getByTestId('note-path')).toHaveText('Notes / taken');
  await expect(studio.cell(0)).toContainText('SELECT 11 * 11 AS square');
  await expect(studio.cell(0)).toContainText('121');
});

test('recent notes stand above a tree that is long, in the palette too', async ({ page }) => {
  const studio = new Studio(page);
  await studio.open(server.url);
  for (const name of ['Ra', 'Rb', 'Rc']) {
    await named(studio, `Recent/${name}`);
  }
  const recent = page.getByTestId('recent-notes');
  await expect(recent.getByRole('link').first()).toHaveText('Rb');
  await recent.getByRole('link', { name: 'Ra' }).click();
  await expect(page.getByTestId('note-path')).toHaveText('Notes / Recent / Ra');
  await expect(recent.getByRole('link').first()).toHaveText('Rc');
  await rowMenu(studio, 'Rc', 'Rename');
  await expect(page.getByTestId('rename-field')).toHaveValue('Rc');
  for (const [colorScheme, width, height] of [
    ['light', 1440, 900],
    ['dark', 1024, 768],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(FOLDER, `note-tree-${colorScheme}-${width}.png`), animations: 'disabled' });
  }
  await page.keyboard.press('Escape');
  await expect(tree(page).getByRole('link', { name: 'Rc' })).toBeFocused();
});
