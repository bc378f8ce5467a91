import { SqliteFile } from '@riffle/base/node';
import type {
  Application,
  ApplicationVersion,
  Operation,
  OperationKind,
  Snapshot,
  SnapshotStatus,
} from './application.ts';
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
  CREATE TABLE IF NOT EXISTS snapshots (
    application TEXT NOT NULL REFERENCES applications (name) ON DELETE CASCADE,
    name TEXT NOT NULL, status TEXT NOT NULL, created INTEGER NOT NULL, version INTEGER NOT NULL,
    runtime TEXT NOT NULL, problem TEXT, PRIMARY KEY (application, name)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS maintenance (
    application TEXT PRIMARY KEY REFERENCES applications (name) ON DELETE CASCADE, window_start TEXT NOT NULL
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

  /** Takes back the newest version; the one before it is current again. */
  removeNewestVersion(name: string): void {
    this.#file.atomically(() => {
      this.#file.run('UPDATE applications SET version = version - 1 WHERE name = ?', name);
      this.#file.run(
        'DELETE FROM versions WHERE application = ? AND id > (SELECT version FROM applications WHERE name = ?)',
        name,
        name,
      );
    });
  }

  /** Newest first. */
  snapshots(name: string): Snapshot[] {
    return this.#file
      .all<SnapshotRow>('SELECT * FROM snapshots WHERE application = ? ORDER BY created DESC, rowid DESC', name)
      .map(snapshot);
  }

  /** Returns false when the application has a snapshot of that name. */
  insertSnapshot(inserted: Snapshot): boolean {
    return this.#file.run(
      `INSERT INTO snapshots (application, name, status, created, version, runtime, problem)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      inserted.application,
      inserted.name,
      inserted.status,
      inserted.created,
      inserted.version,
      inserted.runtimeEnvironment,
      inserted.problem ?? null,
    );
  }

  setSnapshotStatus(
    { application, name }: Pick<Snapshot, 'application' | 'name'>,
    status: SnapshotStatus,
    problem?: string,
  ): void {
    this.#file.run(
      'UPDATE snapshots SET status = ?, problem = ? WHERE application = ? AND name = ?',
      status,
      problem ?? null,
      application,
      name,
    );
  }

  removeSnapshot({ application, name }: Pick<Snapshot, 'application' | 'name'>): void {
    this.#file.run('DELETE FROM snapshots WHERE application = ? AND name = ?', application, name);
  }

  /** When maintenance may begin, as HH:MM; undefined when nobody has said. */
  maintenanceStart(name: string): string | undefined {
    const rows = this.#file.all<{ window_start: string }>(
      'SELECT window_start FROM maintenance WHERE application = ?',
      name,
    );
    return rows[0]?.window_start;
  }

  setMaintenanceStart(name: string, start: string): void {
    this.#file.run(
      `INSERT INTO maintenance (application, window_start) VALUES (?, ?)
       ON CONFLICT (application) DO UPDATE SET window_start = excluded.window_start`,
      name,
      start,
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

interface SnapshotRow {
  readonly application: string;
  readonly name: string;
  readonly status: string;
  readonly created: number;
  readonly version: number;
  readonly runtime: string;
  readonly problem: string | null;
}

function snapshot(row: SnapshotRow): Snapshot {
  return {
    application: row.application,
    name: row.name,
    status: row.status as SnapshotStatus,
    created: row.created,
    version: row.version,
    runtimeEnvironment: row.runtime,
    problem: row.problem ?? undefined,
  };
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
