/** Tables with rows or columns left out. */
import { inputsOf } from '../model/inputs.ts';
import type { Query, TableModel } from '../model/model.ts';

export function smallerTables(tables: readonly TableModel[], query: Query): (readonly TableModel[])[] {
  const used = tablesOf(query);
  const unused = tables.filter(({ name }) => !used.has(name));
  return [
    ...(unused.length === 0 ? [] : [tables.filter((table) => !unused.includes(table))]),
    ...tables.flatMap((table, i) => smaller(table).map((other) => tables.with(i, other))),
  ];
}

function tablesOf(query: Query): Set<string> {
  return query.kind === 'table'
    ? new Set([query.table])
    : new Set(inputsOf(query).flatMap((input) => [...tablesOf(input)]));
}

function smaller(table: TableModel): TableModel[] {
  return [
    ...(table.splits.length > 1 ? table.splits.map((split) => ({ ...table, splits: [split] })) : []),
    ...table.splits.flatMap((split, i) =>
      shorter(split).map((rows) => ({ ...table, splits: table.splits.with(i, rows) })),
    ),
    ...(table.watermark === null ? [] : [{ ...table, watermark: null }]),
    ...(table.proctime ? [{ ...table, proctime: false }] : []),
    ...(table.columns.length > 1 ? table.columns.map((_, column) => withoutColumn(table, column)) : []),
  ];
}

/** Without a half, then without two neighbours (the rows of an update), then without one. */
function shorter<T>(rows: readonly T[]): (readonly T[])[] {
  const half = Math.ceil(rows.length / 2);
  return [
    ...(rows.length > 2 ? [rows.slice(half), rows.slice(0, half)] : []),
    ...rows.slice(1).map((_, i) => rows.toSpliced(i, 2)),
    ...rows.map((_, i) => rows.toSpliced(i, 1)),
  ];
}

function withoutColumn(table: TableModel, column: number): TableModel {
  return {
    ...table,
    columns: table.columns.toSpliced(column, 1),
    splits: table.splits.map((split) => split.map(({ op, row }) => ({ op, row: row.toSpliced(column, 1) }))),
  };
}
