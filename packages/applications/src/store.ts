import { SqliteFile } from '@riffle/base/node';
import type { Application, ApplicationVersion, Operation, OperationKind } from './application.ts';
import type { ApplicationStatus } from './lifecycle.ts';
import type { ApplicationMode } from './settings.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS applications (
    name TEXT PRIMARY KEY, mode TEXT NOT NULL, created INTEGER NOT NULL,
    status TEXT NOT NULL, operation TEXT, tags TEXT NOT NULL, run_configuration TEXT, version INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS versions (
    application TEXT NOT NULL REFERENCES applications (name) ON DELETE CASCADE,
    id INTEGER NOT NULL, created INTEGER NOT NULL, token TEXT NOT NULL, settings TEXT NOT NULL,
    rolled_back_from INTEGER, PRIMARY KEY (application, id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS operations (
    id TEXT PRIMARY KEY, application TEXT NOT NULL REFERENCES applications (name) ON DELETE CASCADE,
    kind TEXT NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER, error TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS operations_of ON operations (application, started);
`;
const FORMAT_VERSION = 1;
const APPLICATION_COLUMNS = `
  SELECT a.name, a.mode, a.created, a.status, a.operation, a.tags, a.run_configuration,
    v.id, v.created AS version_created, v.token, v.settings, v.rolled_back_from
  FROM applications a JOIN versions v ON v.application = a.name AND v.id = a.version`;

/** Applications, their versions and operations on disk; every change is durable when its method returns. */
export class ApplicationStore {
  readonly #file: SqliteFile;

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  /** By name, ascending. */
  list(): Application[] {
    return this.#file.all<ApplicationRow>(`${APPLICATION_COLUMNS} ORDER BY a.name`).map(application);
  }

  find(name: string): Application | undefined {
    return this.#file.all<ApplicationRow>(`${APPLICATION_COLUMNS} WHERE a.name = ?`, name).map(application)[0];
  }

  /** Returns false when the name is taken. */
  insert(created: Application): boolean {
    return this.#file.atomically(() => {
      const inserted = this.#file.run(
        `INSERT INTO applications (name, mode, created, status, operation, tags, run_configuration, version)
         VALUES (?, ?, ?, ?, NULL, ?, NULL, ?) ON CONFLICT DO NOTHING`,
        created.name,
        created.mode,
        created.created,
        created.lifecycle.status,
        JSON.stringify(created.tags),
        created.version.id,
      );
      if (inserted) {
        this.#insertVersion(created.name, created.version);
      }
      return inserted;
    });
  }

  /** Writes everything of an application that may change; a version it has not seen yet is added. */
  save(changed: Application): void {
    this.#file.atomically(() => {
      const known = this.#file.all(
        'SELECT 1 FROM versions WHERE application = ? AND id = ?',
        changed.name,
        changed.version.id,
      );
      if (known.length === 0) {
        this.#insertVersion(changed.name, changed.version);
      }
      this.#file.run(
        `UPDATE applications SET status = ?, operation = ?, tags = ?, run_configuration = ?, version = ? WHERE name = ?`,
        changed.lifecycle.status,
        changed.lifecycle.operationId ?? null,
        JSON.stringify(changed.tags),
        changed.runConfiguration === undefined ? null : JSON.stringify(changed.runConfiguration),
        changed.version.id,
        changed.name,
      );
    });
  }

  /** Removes an application with its versions and operations. */
  remove(name: string): void {
    this.#file.run('DELETE FROM applications WHERE name = ?', name);
  }

  /** Newest first. */
  versions(name: string): ApplicationVersion[] {
    return this.#file
      .all<VersionRow>(
        `SELECT id, created AS version_created, token, settings, rolled_back_from
       FROM versions WHERE application = ? ORDER BY id DESC`,
        name,
      )
      .map(version);
  }

  /** Newest first. */
  operations(name: string): Operation[] {
    return this.#file
      .all<OperationRow>('SELECT * FROM operations WHERE application = ? ORDER BY started DESC, rowid DESC', name)
      .map(operation);
  }

  saveOperation(saved: Operation): void {
    this.#file.run(
      `INSERT INTO operations (id, application, kind, status, started, ended, error) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET status = excluded.status, ended = excluded.ended, error = excluded.error`,
      saved.id,
      saved.application,
      saved.kind,
      saved.status,
      saved.started,
      saved.ended ?? null,
      saved.error ?? null,
    );
  }

  close(): void {
    this.#file.close();
  }

  #insertVersion(name: string, inserted: ApplicationVersion): void {
    this.#file.run(
      `INSERT INTO versions (application, id, created, token, settings, rolled_back_from) VALUES (?, ?, ?, ?, ?, ?)`,
      name,
      inserted.id,
      inserted.created,
      inserted.token,
      JSON.stringify(inserted.settings),
      inserted.rolledBackFrom ?? null,
    );
  }
}

interface VersionRow {
  readonly id: number;
  readonly version_created: number;
  readonly token: string;
  readonly settings: string;
  readonly rolled_back_from: number | null;
}

interface ApplicationRow extends VersionRow {
  readonly name: string;
  readonly mode: string;
  readonly created: number;
  readonly status: string;
  readonly operation: string | null;
  readonly tags: string;
  readonly run_configuration: string | null;
}

interface OperationRow {
  readonly id: string;
  readonly application: string;
  readonly kind: string;
  readonly status: string;
  readonly started: number;
  readonly ended: number | null;
  readonly error: string | null;
}

function version(row: VersionRow): ApplicationVersion {
  return {
    id: row.id,
    created: row.version_created,
    token: row.token,
    settings: JSON.parse(row.settings),
    rolledBackFrom: row.rolled_back_from ?? undefined,
  };
}

function application(row: ApplicationRow): Application {
  return {
    name: row.name,
    mode: row.mode as ApplicationMode,
    created: row.created,
    lifecycle: { status: row.status as ApplicationStatus, operationId: row.operation ?? undefined },
    tags: JSON.parse(row.tags),
    runConfiguration: row.run_configuration === null ? undefined : JSON.parse(row.run_configuration),
    version: version(row),
  };
}

function operation(row: OperationRow): Operation {
  return {
    id: row.id,
    application: row.application,
    kind: row.kind as OperationKind,
    status: row.status as Operation['status'],
    started: row.started,
    ended: row.ended ?? undefined,
    error: row.error ?? undefined,
  };
}

/** Opens the applications in the file at `path`, which is made when it is not there. */
export function openApplicationStore(path: string): ApplicationStore {
  return new ApplicationStore(SqliteFile.open(path, { schema: SCHEMA, formatVersion: FORMAT_VERSION }));
}
