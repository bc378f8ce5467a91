import { formatType, type LogicalType } from '@riffle/columns';
import type { CatalogEntry, CatalogSnapshot, CatalogTable, TableColumn } from '@riffle/plan';
import type { CatalogTableView, CatalogTree } from '@riffle/protocol';
import type { SqlSession } from '../session/sql-session.ts';

/** Databases that are Flink's own and empty are left out of the panel. */
const DEFAULT_CATALOG = 'default_catalog';

/** Every catalog's databases and tables as the catalog panel shows them. A database that cannot be read says why. */
export async function describeCatalogs(session: SqlSession): Promise<CatalogTree> {
  const { currentCatalog, currentDatabase } = session.catalogs;
  const root = await session.catalogs.loadSnapshot();
  const databases: CatalogTree['databases'] = [];
  for (const catalog of root.catalogs()) {
    databases.push(...(await describeCatalog(session, catalog)));
  }
  const isEmptyDefault = (database: CatalogTree['databases'][number]): boolean =>
    database.catalog === DEFAULT_CATALOG && database.tables.length === 0 && currentCatalog !== DEFAULT_CATALOG;
  const isCurrent = (database: CatalogTree['databases'][number]): boolean =>
    database.catalog === currentCatalog && database.name === currentDatabase;
  return {
    currentCatalog,
    currentDatabase,
    databases: databases
      .filter((database) => !isEmptyDefault(database))
      .sort((a, b) => Number(isCurrent(b)) - Number(isCurrent(a))),
  };
}

async function describeCatalog(session: SqlSession, catalog: string): Promise<CatalogTree['databases']> {
  let names: readonly string[];
  try {
    const probe = await session.catalogs.loadSnapshot([[catalog, '', '']]);
    names = probe.databases(catalog) ?? [];
  } catch (error) {
    return [{ catalog, name: '', tables: [], problem: (error as Error).message }];
  }
  return Promise.all(
    names.map(async (name) => {
      try {
        const snapshot = await session.catalogs.loadSnapshot([[catalog, name, '']]);
        return { catalog, name, tables: describeTables(snapshot, catalog, name) };
      } catch (error) {
        return { catalog, name, tables: [], problem: (error as Error).message };
      }
    }),
  );
}

function describeTables(snapshot: CatalogSnapshot, catalog: string, database: string): CatalogTableView[] {
  return snapshot.objects(catalog, database).flatMap((object) => {
    const id = { catalog, database, object };
    const entry = snapshot.find(id);
    return entry === undefined ? [] : [describeEntry(entry, id, snapshot.isTemporary(id))];
  });
}

function describeEntry(
  entry: CatalogEntry,
  id: { catalog: string; database: string; object: string },
  temporary: boolean,
): CatalogTableView {
  const place = { catalog: id.catalog, database: id.database, name: id.object, temporary };
  if (entry.kind === 'view') {
    return {
      ...place,
      kind: 'view',
      columns: entry.columns.map(({ name, type }) => ({ name, type: formatType(type), marks: [] })),
      options: {},
    };
  }
  const { connector } = entry.options;
  return {
    ...place,
    kind: 'table',
    ...(connector === undefined ? {} : { connector }),
    columns: entry.schema.columns.map((column) => describeColumn(column, entry)),
    options: { ...entry.options },
  };
}

function describeColumn(column: TableColumn, table: CatalogTable): CatalogTableView['columns'][number] {
  const marks: string[] = [];
  if (column.kind !== 'physical') {
    marks.push(column.kind);
  }
  if (table.schema.watermarks.some((watermark) => watermark.column === column.name)) {
    marks.push('rowtime');
  } else if (attributeOf(column.type) !== undefined) {
    marks.push(attributeOf(column.type) as string);
  }
  if (table.schema.primaryKey?.columns.includes(column.name) === true) {
    marks.push('key');
  }
  return { name: column.name, type: formatType(column.type), marks };
}

function attributeOf(type: LogicalType): string | undefined {
  return 'attribute' in type ? type.attribute : undefined;
}
