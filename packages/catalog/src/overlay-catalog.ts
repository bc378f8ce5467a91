import type { CatalogEntry, CatalogFunction } from '@riffle/plan';
import type { Catalog, CatalogDatabase, CatalogPartition, DatabaseContent } from './catalog.ts';
import { CatalogError } from './catalog-error.ts';

/** What was made or dropped above the base: null stands for dropped. */
interface Layer {
  readonly objects: Map<string, CatalogEntry | null>;
  readonly functions: Map<string, CatalogFunction | null>;
}

/**
 * A catalog over another one that is only read: what is made, changed or dropped here stays here. So a program can be
 * compiled with its own CREATE statements without touching the catalog everybody uses.
 */
export class OverlayCatalog implements Catalog {
  readonly defaultDatabase: string;
  readonly normalize: (name: string) => string;
  readonly #base: Catalog;
  readonly #layers = new Map<string, Layer>();
  readonly #databases = new Map<string, CatalogDatabase | null>();

  constructor(base: Catalog) {
    this.#base = base;
    this.defaultDatabase = base.defaultDatabase;
    // Callers take it along without the catalog.
    this.normalize = (name) => base.normalize(name);
  }

  async databases(): Promise<readonly string[]> {
    const names = new Set(await this.#base.databases());
    for (const [name, database] of this.#databases) {
      if (database === null) {
        names.delete(name);
      } else {
        names.add(name);
      }
    }
    return [...names].sort();
  }

  async database(name: string): Promise<CatalogDatabase | undefined> {
    const own = this.#databases.get(name);
    return own === undefined ? this.#base.database(name) : (own ?? undefined);
  }

  async putDatabase(name: string, database: CatalogDatabase): Promise<void> {
    this.#databases.set(name, database);
  }

  async dropDatabase(name: string): Promise<void> {
    this.#databases.set(name, null);
    this.#layers.delete(name);
  }

  async content(database: string): Promise<DatabaseContent | undefined> {
    if ((await this.database(database)) === undefined) {
      return undefined;
    }
    const base = this.#databases.has(database) ? undefined : await this.#base.content(database);
    const layer = this.#layers.get(database);
    return {
      objects: covered(base?.objects, layer?.objects),
      functions: covered(base?.functions, layer?.functions),
    };
  }

  /** Lets a new definition take the place of one that stands in the base; one made here stays. */
  uncover(database: string, name: string): void {
    const { objects } = this.#layer(database);
    if (!objects.has(name)) {
      objects.set(name, null);
    }
  }

  async putObject(database: string, name: string, entry: CatalogEntry): Promise<void> {
    this.#layer(database).objects.set(name, entry);
  }

  async renameObject(database: string, name: string, newName: string): Promise<void> {
    const entry = (await this.content(database))?.objects.get(name);
    if (entry === undefined) {
      throw new CatalogError(`Table ${database}.${name} does not exist any more.`);
    }
    await this.putObject(database, newName, entry);
    await this.dropObject(database, name);
  }

  async dropObject(database: string, name: string): Promise<void> {
    this.#layer(database).objects.set(name, null);
  }

  async putFunction(database: string, name: string, definition: CatalogFunction): Promise<void> {
    this.#layer(database).functions.set(name, definition);
  }

  async dropFunction(database: string, name: string): Promise<void> {
    this.#layer(database).functions.set(name, null);
  }

  async partitions(database: string, table: string): Promise<readonly CatalogPartition[]> {
    return this.#base.partitions(database, table);
  }

  async putPartition(): Promise<void> {
    throw new CatalogError('Partitions are added where the table is kept, not in a program that is compiled.');
  }

  async dropPartition(): Promise<void> {
    throw new CatalogError('Partitions are dropped where the table is kept, not in a program that is compiled.');
  }

  #layer(database: string): Layer {
    const layer = this.#layers.get(database) ?? { objects: new Map(), functions: new Map() };
    this.#layers.set(database, layer);
    return layer;
  }
}

function covered<T>(
  base: ReadonlyMap<string, T> | undefined,
  layer: ReadonlyMap<string, T | null> | undefined,
): ReadonlyMap<string, T> {
  const all = new Map(base);
  for (const [name, value] of layer ?? []) {
    if (value === null) {
      all.delete(name);
    } else {
      all.set(name, value);
    }
  }
  return all;
}
