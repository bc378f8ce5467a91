import type { NoteDocument, ParagraphDocument } from '@riffle/note-model';
import type { Notebook } from '../../notebook/notebook.ts';
import { readPermissions, USER } from './permissions.ts';
import { queryText, type Route } from './route.ts';

const MOST_HITS = 100;

interface Hit {
  /** `<note>/paragraph/<paragraph>` */
  readonly id: string;
  readonly name: string;
  /** HTML: the lines that match, their words in `<B>`. */
  readonly snippet: string;
  readonly text: string;
  readonly header: string;
}

/** Paragraphs whose title or text has every word that is asked for, whatever its letter case. */
export function searchRoutes(route: Route): void {
  route('get', '/notebook/search', async (notebook, request) => {
    const words = (queryText(request, 'q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return { body: words.length === 0 ? [] : await search(notebook, words) };
  });
}

async function search(notebook: Notebook, words: readonly string[]): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const { id } of await notebook.notes.list()) {
    const { readers, runners, writers, owners } = await readPermissions(notebook, id);
    if (readers.length === 0 || [readers, runners, writers, owners].some((names) => names.includes(USER))) {
      hits.push(...hitsIn(notebook.notes.content(await notebook.notes.open(id)), words));
    }
    if (hits.length >= MOST_HITS) {
      break;
    }
  }
  return hits.slice(0, MOST_HITS);
}

function hitsIn({ id, name, paragraphs }: NoteDocument, words: readonly string[]): Hit[] {
  return paragraphs
    .filter((paragraph) => words.every((word) => wholeText(paragraph).toLowerCase().includes(word)))
    .map(({ id: paragraphId, text = '', title = '' }) => ({
      id: `${id}/paragraph/${paragraphId}`,
      name,
      snippet: snippetOf(`${title}\n${text}`, words),
      text,
      header: title,
    }));
}

function wholeText({ title = '', text = '' }: ParagraphDocument): string {
  return `${title}\n${text}`;
}

function snippetOf(text: string, words: readonly string[]): string {
  const anyWord = new RegExp(words.map(escapePattern).join('|'), 'gi');
  return text
    .split('\n')
    .filter((line) => line.search(anyWord) !== -1)
    .map((line) => marked(line, anyWord))
    .join('\n');
}

function marked(line: string, anyWord: RegExp): string {
  let html = '';
  let at = 0;
  for (const match of line.matchAll(anyWord)) {
    html += `${escapeHtml(line.slice(at, match.index))}<B>${escapeHtml(match[0])}</B>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(line.slice(at));
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
