import type {
  AlterMaterializedTable,
  AlterMaterializedTableAction,
  CreateMaterializedTable,
  DropMaterializedTable,
} from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { intervalLiteral } from '../temporal.ts';
import { schemaAction, setOrReset } from './alter-table.ts';
import { ifExists, ifNotExists, optionalPartition, readQuery, withOptions } from './clauses.ts';
import { tableBody } from './create-table.ts';
import { tableElements } from './table-elements.ts';

/** `MATERIALIZED TABLE …` of a CREATE statement. */
export function createMaterializedTable(
  p: Cursor,
  start: number,
  mode: CreateMaterializedTable['mode'],
): CreateMaterializedTable {
  p.expect('MATERIALIZED', 'TABLE');
  const exists = ifNotExists(p);
  const table = p.path('a table name');
  const elements = tableElements(p);
  const body = tableBody(p);
  const freshness = p.accept('FRESHNESS') ? freshnessValue(p) : undefined;
  const refreshMode = p.accept('REFRESH_MODE') ? refreshModeValue(p) : undefined;
  p.expect('AS');
  const query = readQuery(p);
  return {
    kind: 'create-materialized-table',
    mode,
    ifNotExists: exists,
    table,
    elements,
    ...body,
    freshness,
    refreshMode,
    query,
    span: p.spanFrom(start),
  };
}

function freshnessValue(p: Cursor) {
  p.expect('=');
  return intervalLiteral(p);
}

function refreshModeValue(p: Cursor) {
  p.expect('=');
  return p.expectAny('FULL', 'CONTINUOUS');
}

/** `MATERIALIZED TABLE …` of an ALTER statement. */
export function alterMaterializedTable(p: Cursor, start: number): AlterMaterializedTable {
  p.expect('MATERIALIZED', 'TABLE');
  const table = p.path('a table name');
  const action = materializedTableAction(p);
  return { kind: 'alter-materialized-table', table, action, span: p.spanFrom(start) };
}

function materializedTableAction(p: Cursor): AlterMaterializedTableAction {
  const start = p.at;
  if (p.accept('SUSPEND')) {
    return { kind: 'suspend', span: p.spanFrom(start) };
  }
  if (p.accept('RESUME')) {
    return { kind: 'resume', options: withOptions(p), span: p.spanFrom(start) };
  }
  if (p.accept('REFRESH')) {
    return { kind: 'refresh', partition: optionalPartition(p), span: p.spanFrom(start) };
  }
  if (p.accept('AS')) {
    return { kind: 'set-query', query: readQuery(p), span: p.spanFrom(start) };
  }
  if (p.accept('SET', 'FRESHNESS')) {
    return { kind: 'set-freshness', freshness: freshnessValue(p), span: p.spanFrom(start) };
  }
  if (p.accept('SET', 'REFRESH_MODE')) {
    return { kind: 'set-refresh-mode', refreshMode: refreshModeValue(p), span: p.spanFrom(start) };
  }
  return setOrReset(p) ?? schemaAction(p);
}

/** `MATERIALIZED TABLE …` of a DROP statement. */
export function dropMaterializedTable(p: Cursor, start: number): DropMaterializedTable {
  p.expect('MATERIALIZED', 'TABLE');
  const exists = ifExists(p);
  const table = p.path('a table name');
  return { kind: 'drop-materialized-table', ifExists: exists, table, span: p.spanFrom(start) };
}
