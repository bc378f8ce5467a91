import { notNull, types } from '@riffle/columns';
import { literal } from '../logical/expressions.ts';
import type { BoundTable } from './bound-table.ts';

/** What a query without FROM reads: one row, whose only column no name reaches. */
export function oneRow(): BoundTable {
  const type = notNull(types.int());
  return {
    node: { kind: 'values', rows: [[literal(0, type)]], output: [{ name: 'ZERO', type }] },
    scope: { columns: [{ name: '', type, relation: ['$'], merged: true }] },
  };
}
