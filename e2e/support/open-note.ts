import { expect, type Page } from '@playwright/test';
import { restClient } from './rest-client.ts';
import type { RiffleServer } from './riffle-server.ts';
import { Studio } from './studio.ts';

/** Makes a note of those paragraphs, in Zeppelin's words, and opens it in the page. */
export async function openNote(
  server: RiffleServer,
  page: Page,
  note: { readonly name: string; readonly paragraphs: readonly object[] },
): Promise<Studio> {
  await restClient(server)('POST', '/api/notebook', note);
  const studio = new Studio(page);
  await studio.open(server.url);
  await studio.note(note.name).click();
  await expect(studio.cells()).toHaveCount(note.paragraphs.length);
  return studio;
}
