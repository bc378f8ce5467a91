import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

/** Pictures go to .cache; with UPDATE_SCREENSHOTS=1 they replace those in e2e/screenshots. */
const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER =
  process.env['UPDATE_SCREENSHOTS'] === '1' ? join(ROOT, 'e2e/screenshots') : join(ROOT, '.cache/screenshots');

export interface PictureOptions {
  readonly themes?: readonly ('light' | 'dark')[];
  readonly widths?: readonly (1440 | 1024)[];
}

const HEIGHTS = { 1440: 900, 1024: 768 } as const;

/** The page in themes and at widths, `name-dark-1024.png`; nothing may stick out sideways. Ends light and wide. */
export async function takePictures(page: Page, name: string, options: PictureOptions = {}): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const theme of options.themes ?? ['light', 'dark']) {
    for (const width of options.widths ?? [1440, 1024]) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: HEIGHTS[width] });
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
      await page.screenshot({ path: join(FOLDER, `${name}-${theme}-${width}.png`), animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}
