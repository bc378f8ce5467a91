import type { CatalogEntry, CatalogFunction } from '@riffle/plan';

/** A database as a catalog keeps it. */
export interface CatalogDatabase {
  readonly comment?: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
}

/** A partition of a table: the values of its partition columns, and its properties. */
export interface CatalogPartition {
  readonly spec: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
}

/** What a database holds at one moment, by name. */
export interface DatabaseContent {
  readonly objects: ReadonlyMap<string, CatalogEntry>;
  readonly functions: ReadonlyMap<string, CatalogFunction>;
}

/**
 * A place where databases, tables, views and functions are kept. A catalog only keeps: whether something may be made or
 * dropped is checked by the session before it asks. Throws `CatalogError` when its storage fails.
 */
export interface Catalog {
  readonly defaultDatabase: string;
  /** How the catalog keeps a name: as written, or in lower case. */
  normalize(name: string): string;

  databases(): Promise<readonly string[]>;
  database(name: string): Promise<CatalogDatabase | undefined>;
  /** Makes the database, or changes it. */
  putDatabase(name: string, database: CatalogDatabase): Promise<void>;
  dropDatabase(name: string): Promise<void>;

  /** Undefined when there is no such database. */
  content(database: string): Promise<DatabaseContent | undefined>;
  /** Makes the table or view, or replaces it. */
  putObject(database: string, name: string, entry: CatalogEntry): Promise<void>;
  renameObject(database: string, name: string, newName: string): Promise<void>;
  dropObject(database: string, name: string): Promise<void>;

  putFunction(database: string, name: string, definition: CatalogFunction): Promise<void>;
  dropFunction(database: string, name: string): Promise<void>;

  partitions(database: string, table: string): Promise<readonly CatalogPartition[]>;
  putPartition(database: string, table: string, partition: CatalogPartition): Promise<void>;
  dropPartition(database: string, table: string, spec: Readonly<Record<string, string>>): Promise<void>;
}

/** Whether two partition specs name the same partition. */
export function samePartition(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
