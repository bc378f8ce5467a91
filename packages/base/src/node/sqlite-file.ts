import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type SqlValue = string | number | null;

export interface SqliteLayout {
  /** Statements that make what is missing. */
  readonly schema: string;
  /** A file of a higher format is refused. */
  readonly formatVersion: number;
  /** Fills a new file, before it counts as made. */
  readonly fill?: (file: SqliteFile) => void;
}

/** A small database in one file. Every change is durable when its call returns. */
export class SqliteFile {
  readonly #sqlite: DatabaseSync;

  private constructor(sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
  }

  /** Opens the database at `path`, which is made when it is not there. */
  static open(path: string, layout: SqliteLayout): SqliteFile {
    mkdirSync(dirname(path), { recursive: true });
    const sqlite = new DatabaseSync(path);
    sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    const { user_version: found } = sqlite.prepare('PRAGMA user_version').get() as { user_version: number };
    if (found > layout.formatVersion) {
      sqlite.close();
      throw new Error(`${path} was written by a newer version (format ${found}); use that version`);
    }
    sqlite.exec(layout.schema);
    const file = new SqliteFile(sqlite);
    if (found === 0) {
      layout.fill?.(file);
    }
    sqlite.exec(`PRAGMA user_version = ${layout.formatVersion}`);
    return file;
  }

  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[] {
    return this.#sqlite.prepare(sql).all(...values) as unknown as Row[];
  }

  /** Returns whether any row changed. */
  run(sql: string, ...values: readonly SqlValue[]): boolean {
    return this.#sqlite.prepare(sql).run(...values).changes > 0;
  }

  /** Makes all of a change or, when it throws, none. */
  atomically<T>(change: () => T): T {
    this.#sqlite.exec('BEGIN IMMEDIATE');
    try {
      const result = change();
      this.#sqlite.exec('COMMIT');
      return result;
    } catch (error) {
      this.#sqlite.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#sqlite.close();
  }
}
