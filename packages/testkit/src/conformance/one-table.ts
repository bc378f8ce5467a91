/** Compiles queries over the one table a conformance line describes. */
import { parseTypeText, type Value } from '@riffle/columns';
import {
  type CatalogSnapshot,
  type CatalogTable,
  type ChangelogMode,
  type ConnectorDefinition,
  type Diagnostic,
  insertOnly,
} from '@riffle/plan';
import { type CompiledQuery, type CompileEnvironment, compileStatement, parseSql } from '@riffle/sql';
import { decodeTyped, type TypedJson } from './typed-json.ts';

export interface CaseField {
  readonly name: string;
  readonly type: string;
  readonly value?: TypedJson;
}

/** Flink's tests call the table of their expressions so. */
export const TABLE_NAME = 'testTable';

export type Compilation =
  | { readonly ok: true; readonly query: CompiledQuery; readonly row: readonly Value[] }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

export interface TableQuery {
  readonly sql: string;
  readonly table: string;
  readonly fields: readonly CaseField[];
  readonly config?: Readonly<Record<string, string>> | undefined;
  readonly changelog?: ChangelogMode | undefined;
}

/** A table needs a column, also where a case has none. */
const NO_FIELDS: readonly CaseField[] = [{ name: 'nothing', type: 'INT', value: null }];

/** Compiles `sql`, whose table has the case's fields; the row holds their values, in order. */
export function compileOverTable(request: TableQuery): Compilation {
  const fields = request.fields.length === 0 ? NO_FIELDS : request.fields;
  const parsed = parseSql(request.sql);
  const [statement] = parsed.statements;
  const [problem] = parsed.diagnostics;
  if (problem !== undefined || statement === undefined) {
    return { ok: false, diagnostic: problem ?? missing() };
  }
  const compiled = compileStatement(statement, request.sql, environmentOf(request, fields));
  const query = compiled.statement;
  if (query === undefined || query.kind !== 'query') {
    const found = compiled.diagnostics.find(({ severity }) => severity === 'error');
    return { ok: false, diagnostic: found ?? missing() };
  }
  const row = fields.map(({ type, value }) => decodeTyped(value ?? null, parseTypeText(type)));
  return { ok: true, query, row };
}

function missing(): Diagnostic {
  return {
    code: 'no-query',
    severity: 'error',
    message: 'the text gives no query',
    span: { start: 0, end: 0 },
  };
}

function environmentOf(request: TableQuery, fields: readonly CaseField[]): CompileEnvironment {
  const connector = memoryConnector(request.changelog ?? insertOnly);
  return {
    catalog: snapshotOf(request.table, tableOf(fields)),
    config: { 'table.local-time-zone': 'UTC', ...request.config },
    mode: 'streaming',
    connectors: {
      connector: (identifier) => (identifier === connector.identifier ? connector : undefined),
      connectors: () => [connector.identifier],
      format: () => undefined,
      formats: () => [],
    },
  };
}

function memoryConnector(changelog: ChangelogMode): ConnectorDefinition {
  return {
    identifier: 'values',
    description: 'Rows a test gives.',
    options: [],
    usesFormat: false,
    metadata: [],
    source: () => ({ changelog, bounded: true }),
  };
}

function tableOf(fields: readonly CaseField[]): CatalogTable {
  const columns = fields.map(({ name, type }) => ({ kind: 'physical' as const, name, type: parseTypeText(type) }));
  return { kind: 'table', schema: { columns, watermarks: [] }, partitionKeys: [], options: { connector: 'values' } };
}

function snapshotOf(name: string, table: CatalogTable): CatalogSnapshot {
  return {
    currentCatalog: 'default_catalog',
    currentDatabase: 'default_database',
    catalogs: () => ['default_catalog'],
    databases: () => ['default_database'],
    objects: () => [name],
    find: ({ object }) => (object === name ? table : undefined),
    isTemporary: () => false,
    findFunction: () => undefined,
    functionNames: () => [],
  };
}
