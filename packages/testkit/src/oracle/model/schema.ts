/** The columns of a query's result. */
import type { AggregateItem, ColumnType, Query, TableModel } from './model.ts';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** A time attribute: windows may be built on it. */
  readonly rowtime: boolean;
  /** A DOUBLE that is not a short binary fraction: sums of it depend on their order. */
  readonly inexact: boolean;
}

/** The model is not a query: a name is missing. The shrinker makes such. */
export class InvalidModel extends Error {
  override readonly name = 'InvalidModel';
}

export function tableNamed(tables: readonly TableModel[], name: string): TableModel {
  const table = tables.find((candidate) => candidate.name === name);
  if (table === undefined) {
    throw new InvalidModel(`there is no table ${name}`);
  }
  return table;
}

export function columnNamed(columns: readonly Column[], name: string): Column {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) {
    throw new InvalidModel(`there is no column ${name}`);
  }
  return column;
}

export function schemaOf(query: Query, tables: readonly TableModel[]): readonly Column[] {
  switch (query.kind) {
    case 'table': {
      const table = tableNamed(tables, query.table);
      return table.columns.map((column) => ({
        ...column,
        rowtime: table.watermark?.column === column.name,
        inexact: false,
      }));
    }
    case 'select': {
      const input = schemaOf(query.input, tables);
      return query.items.map(({ name, expression }) => {
        if (expression.kind !== 'column') {
          return { ...plain(name, expression.type), nullable: true };
        }
        const column = columnNamed(input, expression.name);
        return { ...column, name, rowtime: column.rowtime && !query.distinct };
      });
    }
    case 'aggregate': {
      const input = schemaOf(query.input, tables);
      return [...keysOf(query.keys, input), ...query.aggregates.map((item) => aggregateColumn(item, input))];
    }
    case 'window-aggregate': {
      const input = schemaOf(query.input, tables);
      return [
        ...keysOf(query.keys, input),
        ...windowColumns(query.names),
        ...query.aggregates.map((item) => aggregateColumn(item, input)),
      ];
    }
    case 'window-rows': {
      const input = schemaOf(query.input, tables);
      return [...keysOf(query.columns, input), ...windowColumns({ ...query.names, time: null })];
    }
    case 'union': {
      const [left, right] = query.inputs.map((input) => schemaOf(input, tables));
      return (left ?? []).map((column, i) => ({
        ...column,
        nullable: column.nullable || right?.[i]?.nullable === true,
        rowtime: query.all && column.rowtime && right?.[i]?.rowtime === true,
        inexact: column.inexact || right?.[i]?.inexact === true,
      }));
    }
    case 'join': {
      const left = schemaOf(query.left, tables);
      const right = schemaOf(query.right, tables);
      return query.items.map(({ side, column, name }) => {
        const found = columnNamed(side === 'l' ? left : right, column);
        return { ...found, name, rowtime: false, nullable: found.nullable || (side === 'r' && query.type === 'left') };
      });
    }
    case 'semi':
    case 'deduplicate':
    case 'sort-limit':
    case 'limit':
    case 'time-sort':
      return withoutTime(schemaOf(query.input, tables));
    case 'unnest': {
      const input = schemaOf(query.input, tables);
      columnNamed(input, query.array);
      return [...query.columns.map((name) => columnNamed(input, name)), plain(query.name, 'INT')];
    }
    case 'top-n': {
      const input = withoutTime(schemaOf(query.input, tables));
      return query.rank === null ? input : [...input, { ...plain(query.rank, 'BIGINT'), nullable: false }];
    }
  }
}

/** The result only ever gains rows. */
export function isAppendOnly(query: Query, tables: readonly TableModel[]): boolean {
  switch (query.kind) {
    case 'table':
      return tableNamed(tables, query.table).changes === 'append';
    case 'window-aggregate':
      return true;
    case 'select':
      return !query.distinct && isAppendOnly(query.input, tables);
    case 'window-rows':
    case 'unnest':
      return isAppendOnly(query.input, tables);
    case 'union':
      return query.all && query.inputs.every((input) => isAppendOnly(input, tables));
    default:
      return false;
  }
}

function plain(name: string, type: ColumnType): Column {
  return { name, type, nullable: true, rowtime: false, inexact: false };
}

function keysOf(keys: readonly string[], input: readonly Column[]): Column[] {
  return keys.map((name) => ({ ...columnNamed(input, name), rowtime: false }));
}

function withoutTime(columns: readonly Column[]): Column[] {
  return columns.map((column) => ({ ...column, rowtime: false }));
}

function windowColumns(names: {
  readonly start: string | null;
  readonly end: string | null;
  readonly time: string | null;
}): Column[] {
  const columns: Column[] = [];
  for (const name of [names.start, names.end]) {
    if (name !== null) {
      columns.push({ ...plain(name, 'TIMESTAMP(3)'), nullable: false });
    }
  }
  if (names.time !== null) {
    columns.push({ ...plain(names.time, 'TIMESTAMP(3)'), nullable: false, rowtime: true });
  }
  return columns;
}

function aggregateColumn({ name, call, argument }: AggregateItem, input: readonly Column[]): Column {
  if (argument === null || call === 'COUNT') {
    return { ...plain(name, 'BIGINT'), nullable: false };
  }
  const { type, inexact } = columnNamed(input, argument.name);
  return { ...plain(name, type), inexact: inexact || (call === 'AVG' && type === 'DOUBLE') };
}
