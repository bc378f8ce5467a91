import type { Clock } from '@riffle/base';
import { SqliteFile } from '@riffle/base/node';

/** The description of a database, table or connection as the client gave it. */
export type Description = Readonly<Record<string, unknown>>;

export interface DatabaseEntry {
  readonly name: string;
  readonly created: number;
  readonly description: Description;
}

export interface TableEntry {
  readonly database: string;
  readonly name: string;
  readonly version: number;
  readonly created: number;
  readonly updated: number;
  readonly description: Description;
}

export interface ConnectionEntry {
  readonly name: string;
  readonly created: number;
  readonly updated: number;
  readonly description: Description;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS databases (
    name TEXT PRIMARY KEY, created INTEGER NOT NULL, description TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS tables (
    database TEXT NOT NULL REFERENCES databases (name) ON UPDATE CASCADE ON DELETE CASCADE,
    name TEXT NOT NULL, version INTEGER NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (database, name)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS table_versions (
    database TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
    updated INTEGER NOT NULL, description TEXT NOT NULL,
    PRIMARY KEY (database, name, version),
    FOREIGN KEY (database, name) REFERENCES tables (database, name) ON UPDATE CASCADE ON DELETE CASCADE
  ) STRICT;
  CREATE TABLE IF NOT EXISTS connections (
    name TEXT PRIMARY KEY, created INTEGER NOT NULL, updated INTEGER NOT NULL, description TEXT NOT NULL
  ) STRICT;
`;
const FORMAT_VERSION = 1;
const TABLE_COLUMNS = `
  SELECT t.database, t.name, v.version, t.created, v.updated, v.description
  FROM tables t JOIN table_versions v USING (database, name)`;

/** The data catalog on disk. Names arrive in lower case; every change is durable when its method returns. */
export class GlueStore {
  readonly #file: SqliteFile;
  readonly #clock: Clock;

  constructor(file: SqliteFile, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
  }

  databases(): DatabaseEntry[] {
    return this.#file.all<Row>('SELECT name, created, description FROM databases ORDER BY name').map(databaseEntry);
  }

  database(name: string): DatabaseEntry | undefined {
    return this.#file
      .all<Row>('SELECT name, created, description FROM databases WHERE name = ?', name)
      .map(databaseEntry)[0];
  }

  /** Returns false when the name is taken. */
  createDatabase(name: string, description: Description): boolean {
    return this.#file.run(
      'INSERT INTO databases (name, created, description) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      name,
      this.#clock.now(),
      JSON.stringify(description),
    );
  }

  /** Gives a database a new description, and with it perhaps a new name, which its tables follow. */
  updateDatabase(name: string, newName: string, description: Description): void {
    this.#file.run(
      'UPDATE databases SET name = ?, description = ? WHERE name = ?',
      newName,
      JSON.stringify(description),
      name,
    );
  }

  /** Removes a database with its tables; false when there was none. */
  deleteDatabase(name: string): boolean {
    return this.#file.run('DELETE FROM databases WHERE name = ?', name);
  }

  tables(database: string): TableEntry[] {
    return this.#file
      .all<Row>(`${TABLE_COLUMNS} WHERE t.database = ? AND v.version = t.version ORDER BY t.name`, database)
      .map(tableEntry);
  }

  table(database: string, name: string): TableEntry | undefined {
    return this.#file
      .all<Row>(`${TABLE_COLUMNS} WHERE t.database = ? AND t.name = ? AND v.version = t.version`, database, name)
      .map(tableEntry)[0];
  }

  /** The table's kept versions, newest first. */
  tableVersions(database: string, name: string): TableEntry[] {
    return this.#file
      .all<Row>(`${TABLE_COLUMNS} WHERE t.database = ? AND t.name = ? ORDER BY v.version DESC`, database, name)
      .map(tableEntry);
  }

  /** Returns false when the name is taken. */
  createTable(database: string, name: string, description: Description): boolean {
    return this.#file.atomically(() => {
      const now = this.#clock.now();
      const created = this.#file.run(
        'INSERT INTO tables (database, name, version, created) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING',
        database,
        name,
        now,
      );
      if (created) {
        this.#addVersion({ database, name, version: 0, updated: now, description });
      }
      return created;
    });
  }

  /** Adds a version and makes it current; the one before goes unless it is to be kept. */
  updateTable(table: TableEntry, description: Description, keepBefore: 'keep' | 'drop'): void {
    this.#file.atomically(() => {
      const { database, name, version } = table;
      this.#addVersion({ database, name, version: version + 1, updated: this.#clock.now(), description });
      this.#file.run('UPDATE tables SET version = ? WHERE database = ? AND name = ?', version + 1, database, name);
      if (keepBefore === 'drop') {
        this.deleteTableVersion(database, name, version);
      }
    });
  }

  /** Removes a table with its versions; false when there was none. */
  deleteTable(database: string, name: string): boolean {
    return this.#file.run('DELETE FROM tables WHERE database = ? AND name = ?', database, name);
  }

  deleteTableVersion(database: string, name: string, version: number): boolean {
    return this.#file.run(
      'DELETE FROM table_versions WHERE database = ? AND name = ? AND version = ?',
      database,
      name,
      version,
    );
  }

  connections(): ConnectionEntry[] {
    return this.#file
      .all<Row>('SELECT name, created, updated, description FROM connections ORDER BY name')
      .map(connectionEntry);
  }

  connection(name: string): ConnectionEntry | undefined {
    const rows = this.#file.all<Row>(
      'SELECT name, created, updated, description FROM connections WHERE name = ?',
      name,
    );
    return rows.map(connectionEntry)[0];
  }

  /** Returns false when the name is taken. */
  createConnection(name: string, description: Description): boolean {
    const now = this.#clock.now();
    return this.#file.run(
      'INSERT INTO connections (name, created, updated, description) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      name,
      now,
      now,
      JSON.stringify(description),
    );
  }

  updateConnection(name: string, description: Description): boolean {
    return this.#file.run(
      'UPDATE connections SET updated = ?, description = ? WHERE name = ?',
      this.#clock.now(),
      JSON.stringify(description),
      name,
    );
  }

  deleteConnection(name: string): boolean {
    return this.#file.run('DELETE FROM connections WHERE name = ?', name);
  }

  close(): void {
    this.#file.close();
  }

  #addVersion(version: Omit<TableEntry, 'created'>): void {
    this.#file.run(
      'INSERT INTO table_versions (database, name, version, updated, description) VALUES (?, ?, ?, ?, ?)',
      version.database,
      version.name,
      version.version,
      version.updated,
      JSON.stringify(version.description),
    );
  }
}

interface Row {
  readonly database: string;
  readonly name: string;
  readonly version: number;
  readonly created: number;
  readonly updated: number;
  readonly description: string;
}

function databaseEntry({ name, created, description }: Row): DatabaseEntry {
  return { name, created, description: JSON.parse(description) };
}

function tableEntry({ database, name, version, created, updated, description }: Row): TableEntry {
  return { database, name, version, created, updated, description: JSON.parse(description) };
}

function connectionEntry({ name, created, updated, description }: Row): ConnectionEntry {
  return { name, created, updated, description: JSON.parse(description) };
}

/** Opens the data catalog in the file at `path`; a new one holds the empty database `default`. */
export function openGlueStore(path: string, clock: Clock): GlueStore {
  const fill = (file: SqliteFile): void => {
    new GlueStore(file, clock).createDatabase('default', {});
  };
  return new GlueStore(SqliteFile.open(path, { schema: SCHEMA, formatVersion: FORMAT_VERSION, fill }), clock);
}
