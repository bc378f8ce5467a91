import type { CatalogEntry, CatalogFunction, ObjectIdentifier, RegisteredFunction } from '@riffle/plan';
import { formatIdentifier } from '@riffle/plan';
import type { Catalog, DatabaseContent } from './catalog.ts';
import { CatalogError } from './catalog-error.ts';

/** A catalog with what it was registered by. */
export interface RegisteredCatalog {
  readonly catalog: Catalog;
  readonly comment?: string | undefined;
  /** What CREATE CATALOG was given, `type` included. */
  readonly options: Readonly<Record<string, string>>;
}

/** Makes catalogs of one `type`; throws `CatalogError` when the options do not do. */
export type CatalogFactory = (options: Readonly<Record<string, string>>) => Catalog;

/** Jobs as SHOW JOBS lists them and STOP JOB reaches them; whoever runs jobs provides it. */
export interface JobDirectory {
  list(): Promise<readonly JobEntry[]>;
  /** Gives the savepoint's path when one was asked for. */
  stop(job: string, options: { withSavepoint: boolean; withDrain: boolean }): Promise<string | undefined>;
}

export interface JobEntry {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
}

/** Turns a function's definition into one that can be called; undefined when its language or class is not known. */
export type FunctionResolver = (name: string, definition: CatalogFunction) => RegisteredFunction | undefined;

/** All a session keeps, as its operations read and change it. */
export class SessionState {
  readonly catalogs = new Map<string, RegisteredCatalog>();
  currentCatalog: string;
  currentDatabase: string;
  readonly settings = new Map<string, string>();
  /** Settings the session began with, to which RESET goes back. */
  readonly initialSettings: ReadonlyMap<string, string>;
  /** Temporary tables and views, by full name. */
  readonly temporaryObjects = new Map<string, { readonly id: ObjectIdentifier; readonly entry: CatalogEntry }>();
  readonly temporaryFunctions = new Map<
    string,
    { readonly id: ObjectIdentifier; readonly definition: CatalogFunction }
  >();
  readonly systemFunctions = new Map<string, CatalogFunction>();
  /** Functions registered from outside SQL (a Python cell), by name in lower case. */
  readonly registeredFunctions = new Map<string, RegisteredFunction>();
  readonly jars: string[] = [];
  /** Loaded modules in order, and those of them in use. */
  modules: { readonly name: string; readonly used: boolean }[] = [{ name: 'core', used: true }];
  readonly factories: ReadonlyMap<string, CatalogFactory>;
  readonly jobs: JobDirectory | undefined;
  readonly resolveFunction: FunctionResolver;

  constructor(setup: {
    catalogs: Readonly<Record<string, RegisteredCatalog>>;
    currentCatalog: string;
    currentDatabase: string | undefined;
    settings: Readonly<Record<string, string>>;
    factories: ReadonlyMap<string, CatalogFactory>;
    jobs: JobDirectory | undefined;
    resolveFunction: FunctionResolver;
  }) {
    for (const [name, registered] of Object.entries(setup.catalogs)) {
      this.catalogs.set(name, registered);
    }
    this.currentCatalog = setup.currentCatalog;
    this.currentDatabase = setup.currentDatabase ?? this.catalog(setup.currentCatalog).defaultDatabase;
    this.initialSettings = new Map(Object.entries(setup.settings));
    this.initialSettings.forEach((value, key) => {
      this.settings.set(key, value);
    });
    this.factories = setup.factories;
    this.jobs = setup.jobs;
    this.resolveFunction = setup.resolveFunction;
  }

  /** Throws `CatalogError` when there is none of that name. */
  catalog(name: string): Catalog {
    return this.registered(name).catalog;
  }

  registered(name: string): RegisteredCatalog {
    const registered = this.catalogs.get(name);
    if (registered === undefined) {
      throw new CatalogError(`Catalog ${name} does not exist.`);
    }
    return registered;
  }

  /** What a database holds. Throws `CatalogError` when there is no such database. */
  async content(catalog: string, database: string): Promise<DatabaseContent> {
    const content = await this.catalog(catalog).content(this.catalog(catalog).normalize(database));
    if (content === undefined) {
      throw new CatalogError(`Database ${database} does not exist in Catalog ${catalog}.`);
    }
    return content;
  }

  /** The name under which temporary objects are kept. */
  key(id: ObjectIdentifier): string {
    const normalize = this.catalogs.get(id.catalog)?.catalog.normalize ?? ((name: string) => name);
    return formatIdentifier({ catalog: id.catalog, database: normalize(id.database), object: normalize(id.object) });
  }

  temporary(id: ObjectIdentifier): CatalogEntry | undefined {
    return this.temporaryObjects.get(this.key(id))?.entry;
  }

  /** The table or view the catalog keeps under that name, whatever temporary object hides it. */
  async permanent(id: ObjectIdentifier): Promise<CatalogEntry | undefined> {
    const catalog = this.catalogs.get(id.catalog)?.catalog;
    const content = await catalog?.content(catalog.normalize(id.database));
    return content?.objects.get(catalog?.normalize(id.object) ?? id.object);
  }

  /** The table or view a statement means by that name. */
  async find(id: ObjectIdentifier): Promise<{ entry: CatalogEntry; temporary: boolean } | undefined> {
    const temporary = this.temporary(id);
    const entry = temporary ?? (await this.permanent(id));
    return entry && { entry, temporary: temporary !== undefined };
  }
}

/** `a.b.c`, as Flink's messages write a path. */
export function dotted(id: ObjectIdentifier): string {
  return `${id.catalog}.${id.database}.${id.object}`;
}
