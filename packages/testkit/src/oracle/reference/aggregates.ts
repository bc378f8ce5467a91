/** Aggregates over all rows of a group at once. */
import type { AggregateItem, Cell, ColumnType } from '../model/model.ts';
import { cellKey, cellOf, compareCells, type Row, Undetermined } from './cells.ts';
import { evaluate } from './expressions.ts';

export function aggregate(item: AggregateItem, rows: readonly Row[]): Cell {
  const { call, argument, distinct, filter } = item;
  const kept = rows.filter((row) => filter === null || evaluate(filter, (column) => cellOf(row, column.name)) === true);
  if (argument === null) {
    return kept.length;
  }
  const values = kept.map((row) => cellOf(row, argument.name)).filter((value) => value !== null);
  const used = distinct ? [...new Map(values.map((value) => [cellKey(value), value])).values()] : values;
  return call === 'COUNT' ? used.length : used.length === 0 ? null : ofSome(call, used, argument.type);
}

function ofSome(call: 'SUM' | 'AVG' | 'MIN' | 'MAX', values: readonly Cell[], type: ColumnType): Cell {
  switch (call) {
    case 'SUM':
      return inRange(sumOf(values), type);
    case 'AVG':
      return type === 'DOUBLE' ? sumOf(values) / values.length : Math.trunc(sumOf(values) / values.length) + 0;
    case 'MIN':
      return values.reduce((least, value) => (compareCells(value, least) < 0 ? value : least));
    case 'MAX':
      return values.reduce((greatest, value) => (compareCells(value, greatest) > 0 ? value : greatest));
  }
}

function sumOf(values: readonly Cell[]): number {
  return values.reduce<number>((sum, value) => sum + (value as number), 0);
}

function inRange(sum: number, type: ColumnType): number {
  if (type === 'INT' && Math.abs(sum) > 2_147_483_647) {
    throw new Undetermined('a sum overflows');
  }
  return sum;
}
