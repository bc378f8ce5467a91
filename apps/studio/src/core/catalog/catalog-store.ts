import type { CatalogTableView, CatalogTree } from '@riffle/protocol';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Connection, RequestFailure } from '../connection/connection.ts';

export interface CatalogState {
  readonly tree: CatalogTree | null;
  readonly problem: string | null;
}

export interface Catalog {
  readonly store: StoreApi<CatalogState>;
  /** Reads the catalog again; the old tree stays in view meanwhile. */
  load(): Promise<void>;
}

export function createCatalog(connection: Pick<Connection, 'request'>): Catalog {
  const store = createStore<CatalogState>(() => ({ tree: null, problem: null }));
  return {
    store,
    async load() {
      try {
        store.setState({ tree: await connection.request('catalog', {}), problem: null });
      } catch (failure) {
        if (failure instanceof RequestFailure && failure.code !== 'offline') {
          store.setState({ problem: failure.message });
        }
      }
    },
  };
}

type Database = CatalogTree['databases'][number];

/** The databases with the tables and columns a filter leaves: all of a table whose own name fits, else its fitting columns. */
export function filterCatalog(tree: CatalogTree, filter: string): Database[] {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') {
    return tree.databases;
  }
  const fits = (name: string): boolean => name.toLowerCase().includes(wanted);
  return tree.databases.flatMap((database) => {
    const tables = database.tables.flatMap((table) => filterTable(table, fits));
    return tables.length > 0 ? [{ ...database, tables }] : [];
  });
}

function filterTable(table: CatalogTableView, fits: (name: string) => boolean): CatalogTableView[] {
  if (fits(table.name)) {
    return [table];
  }
  const columns = table.columns.filter((column) => fits(column.name));
  return columns.length > 0 ? [{ ...table, columns }] : [];
}

/** A name as SQL takes it: quoted where it is no plain identifier. */
export function sqlName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** A table's name as short as the current catalog and database allow. */
export function tableName(table: CatalogTableView, tree: CatalogTree): string {
  const parts =
    table.catalog !== tree.currentCatalog
      ? [table.catalog, table.database, table.name]
      : table.database !== tree.currentDatabase
        ? [table.database, table.name]
        : [table.name];
  return parts.map(sqlName).join('.');
}
