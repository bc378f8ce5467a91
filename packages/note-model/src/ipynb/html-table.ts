import { tableDisplay } from '../display.ts';
import type { DisplayMessage } from '../zpln.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/** The table that is all of an HTML output, as data frames print; null when there is more, or less, to it. */
export function tableOfHtml(html: string): DisplayMessage | null {
  const tables = html.match(/<table\b[\s\S]*?<\/table>/gi) ?? [];
  const around = html.replace(/<style[\s\S]*?<\/style>|<table\b[\s\S]*?<\/table>|<p>\d+ rows[^<]*<\/p>|<[^>]*>/gi, '');
  if (tables.length !== 1 || around.trim() !== '') {
    return null;
  }
  const rows = [...(tables[0] as string).matchAll(/<tr\b[^>]*>([\s\S]*?)<\/tr>/gi)].map(([, row]) =>
    [...(row as string).matchAll(/<t[hd]\b[^>]*>([\s\S]*?)<\/t[hd]>/gi)].map(([, cell]) => plainText(cell as string)),
  );
  const [header, ...body] = rows;
  if (header === undefined || header.length === 0 || body.some((row) => row.length !== header.length)) {
    return null;
  }
  return tableDisplay(header, body);
}

function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z]+|#39);/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .trim();
}
