import type { ResultColumn } from '@riffle/protocol';

const TRAILING = /(?: NOT NULL| \*(?:ROWTIME|PROCTIME)\*)+$/;

/** A column's type in as few letters as tell it: without NOT NULL, and with the time attribute as a small mark. */
export function shortType({ type, timeAttribute }: Pick<ResultColumn, 'type' | 'timeAttribute'>): string {
  const bare = type.replace(TRAILING, '');
  return timeAttribute === undefined ? bare : `${bare} ·${timeAttribute === 'rowtime' ? 't' : 'p'}`;
}

/** The same with every word, for a tooltip. */
export function wholeType({ type, timeAttribute }: Pick<ResultColumn, 'type' | 'timeAttribute'>): string {
  const bare = type.replace(TRAILING, '');
  const words = [
    type.includes(' NOT NULL', bare.length) ? 'never NULL' : undefined,
    timeAttribute === 'rowtime' ? 'event time' : undefined,
    timeAttribute === 'proctime' ? 'processing time' : undefined,
  ];
  return [bare, ...words.filter((word) => word !== undefined)].join(', ');
}
