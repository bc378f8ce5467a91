import type { Cell } from '@riffle/protocol';
import { splitParagraph } from './paragraph-header.ts';

/** A cell's title, or the comment its text begins with; empty when it has neither. */
export function cellTitle(cell: Pick<Cell, 'title' | 'text' | 'language'>): string {
  if (cell.title !== undefined && cell.title !== '') {
    return cell.title;
  }
  if (cell.language === 'markdown') {
    return '';
  }
  const first = splitParagraph(cell.text).body.split('\n', 1)[0] ?? '';
  return /^--\s*(\S.*)$/.exec(first)?.[1]?.trim() ?? '';
}
