import { must } from '@riffle/base';
import type { CatalogEntry, CatalogFunction } from '@riffle/plan';
import {
  type Catalog,
  type CatalogDatabase,
  type CatalogPartition,
  type DatabaseContent,
  samePartition,
} from './catalog.ts';

interface StoredDatabase {
  definition: CatalogDatabase;
  readonly objects: Map<string, CatalogEntry>;
  readonly functions: Map<string, CatalogFunction>;
  readonly partitions: Map<string, CatalogPartition[]>;
}

/** Flink's `generic_in_memory`: gone with the session. */
export class MemoryCatalog implements Catalog {
  readonly defaultDatabase: string;
  readonly #databases = new Map<string, StoredDatabase>();

  constructor(defaultDatabase = 'default') {
    this.defaultDatabase = defaultDatabase;
    this.#add(defaultDatabase, { properties: {} });
  }

  normalize(name: string): string {
    return name;
  }

  async databases(): Promise<readonly string[]> {
    return [...this.#databases.keys()].sort();
  }

  async database(name: string): Promise<CatalogDatabase | undefined> {
    return this.#databases.get(name)?.definition;
  }

  async putDatabase(name: string, definition: CatalogDatabase): Promise<void> {
    const existing = this.#databases.get(name);
    if (existing === undefined) {
      this.#add(name, definition);
    } else {
      existing.definition = definition;
    }
  }

  async dropDatabase(name: string): Promise<void> {
    this.#databases.delete(name);
  }

  async content(database: string): Promise<DatabaseContent | undefined> {
    const stored = this.#databases.get(database);
    return stored && { objects: new Map(stored.objects), functions: new Map(stored.functions) };
  }

  async putObject(database: string, name: string, entry: CatalogEntry): Promise<void> {
    this.#of(database).objects.set(name, entry);
  }

  async renameObject(database: string, name: string, newName: string): Promise<void> {
    const stored = this.#of(database);
    stored.objects.set(newName, must(stored.objects.get(name)));
    stored.objects.delete(name);
    stored.partitions.set(newName, stored.partitions.get(name) ?? []);
    stored.partitions.delete(name);
  }

  async dropObject(database: string, name: string): Promise<void> {
    this.#of(database).objects.delete(name);
    this.#of(database).partitions.delete(name);
  }

  async putFunction(database: string, name: string, definition: CatalogFunction): Promise<void> {
    this.#of(database).functions.set(name, definition);
  }

  async dropFunction(database: string, name: string): Promise<void> {
    this.#of(database).functions.delete(name);
  }

  async partitions(database: string, table: string): Promise<readonly CatalogPartition[]> {
    return this.#of(database).partitions.get(table) ?? [];
  }

  async putPartition(database: string, table: string, partition: CatalogPartition): Promise<void> {
    const kept = (await this.partitions(database, table)).filter((other) => !samePartition(other.spec, partition.spec));
    this.#of(database).partitions.set(table, [...kept, partition]);
  }

  async dropPartition(database: string, table: string, spec: Readonly<Record<string, string>>): Promise<void> {
    const kept = (await this.partitions(database, table)).filter((other) => !samePartition(other.spec, spec));
    this.#of(database).partitions.set(table, kept);
  }

  #of(database: string): StoredDatabase {
    return must(this.#databases.get(database), `no database ${database}`);
  }

  #add(name: string, definition: CatalogDatabase): void {
    this.#databases.set(name, { definition, objects: new Map(), functions: new Map(), partitions: new Map() });
  }
}
