/** One paragraph into two, and two into one. */
import { splitParagraph } from '../language/paragraph-header.ts';

export interface SplitText {
  readonly first: string;
  readonly second: string;
}

/** Parts a paragraph at an offset; both parts have its header. */
export function splitText(text: string, offset: number): SplitText {
  const { header, body } = splitParagraph(text);
  const start = text.length - body.length;
  const at = Math.max(start, offset);
  const top = header === '' ? '' : `${header}\n`;
  return { first: `${top}${text.slice(start, at).trimEnd()}`, second: `${top}${text.slice(at).trimStart()}` };
}

/** The first paragraph followed by the second one's body. SQL statements are parted by a semicolon. */
export function mergedText(first: string, second: string, sql: boolean): string {
  const above = first.trimEnd();
  const below = splitParagraph(second).body;
  if (below.trim() === '') {
    return first;
  }
  if (splitParagraph(above).body.trim() === '') {
    return `${above}\n${below}`;
  }
  return `${above}${sql ? semicolonAfter(above) : ''}\n\n${below}`;
}

/** A comment to the end of the line would swallow a semicolon behind it. */
function semicolonAfter(text: string): string {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  if (text.endsWith(';')) {
    return '';
  }
  return lastLine.includes('--') ? '\n;' : ';';
}
