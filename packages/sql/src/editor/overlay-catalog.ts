/** A catalog snapshot with what a text's own statements would change. */
import {
  type CatalogEntry,
  type CatalogOperation,
  type CatalogSnapshot,
  formatIdentifier,
  type ObjectIdentifier,
} from '@riffle/plan';
import type { CompileEnvironment } from '../compile/environment.ts';

interface Change {
  readonly id: ObjectIdentifier;
  /** Null: dropped. */
  readonly entry: CatalogEntry | null;
  readonly temporary: boolean;
}

/** The environment as it is after the statements before; plain data underneath is never changed. */
export class EditedEnvironment {
  readonly #base: CompileEnvironment;
  readonly #changes = new Map<string, Change>();
  readonly #catalogs = new Set<string>();
  readonly #databases = new Map<string, Set<string>>();
  #config: Record<string, string>;
  #current: { catalog: string; database: string };

  constructor(base: CompileEnvironment) {
    this.#base = base;
    this.#config = { ...base.config };
    this.#current = { catalog: base.catalog.currentCatalog, database: base.catalog.currentDatabase };
  }

  get environment(): CompileEnvironment {
    const asked = this.#config['execution.runtime-mode']?.toLowerCase();
    const mode = asked === 'batch' || asked === 'streaming' ? asked : this.#base.mode;
    return { ...this.#base, catalog: this.#catalog(), config: this.#config, mode };
  }

  #catalog(): CatalogSnapshot {
    const base = this.#base.catalog;
    const changes = new Map(this.#changes);
    return {
      currentCatalog: this.#current.catalog,
      currentDatabase: this.#current.database,
      catalogs: () => [...new Set([...base.catalogs(), ...this.#catalogs])],
      databases: (catalog) => {
        const made = this.#databases.get(catalog);
        const stored = base.databases(catalog);
        return made === undefined ? stored : [...new Set([...(stored ?? []), ...made])];
      },
      objects: (catalog, database) => {
        const here = [...changes.values()].filter(({ id }) => id.catalog === catalog && id.database === database);
        const gone = new Set(here.flatMap(({ id, entry }) => (entry === null ? [id.object] : [])));
        const made = here.flatMap(({ id, entry }) => (entry === null ? [] : [id.object]));
        return [...new Set([...base.objects(catalog, database), ...made])].filter((name) => !gone.has(name)).sort();
      },
      find: (id) => {
        const change = changes.get(formatIdentifier(id));
        return change === undefined ? base.find(id) : (change.entry ?? undefined);
      },
      isTemporary: (id) => changes.get(formatIdentifier(id))?.temporary ?? base.isTemporary(id),
      findFunction: (path) => base.findFunction(path),
      functionNames: () => base.functionNames(),
    };
  }

  /** What carrying the operation out would leave behind. */
  apply(operation: CatalogOperation): void {
    switch (operation.kind) {
      case 'create-table':
        this.#put(operation.id, operation.table, operation);
        break;
      case 'create-view':
        this.#put(operation.id, operation.view, operation);
        break;
      case 'alter-table':
        this.#put(operation.id, operation.table, { temporary: false, ifNotExists: false });
        break;
      case 'alter-view':
        this.#put(operation.id, operation.view, { temporary: false, ifNotExists: false });
        break;
      case 'rename-table':
      case 'rename-view':
        this.#rename(operation.id, operation.newName);
        break;
      case 'drop-table':
      case 'drop-view':
        this.#changes.set(formatIdentifier(operation.id), { id: operation.id, entry: null, temporary: false });
        break;
      case 'create-catalog':
        this.#catalogs.add(operation.catalog);
        this.#database(operation.catalog, 'default');
        break;
      case 'create-database':
        this.#database(operation.catalog, operation.database);
        break;
      case 'use-catalog':
        this.#useCatalog(operation.catalog);
        break;
      case 'use-database':
        this.#current = { catalog: operation.catalog, database: operation.database };
        break;
      case 'set':
        if (operation.key !== undefined && operation.value !== undefined) {
          this.#config = { ...this.#config, [operation.key]: operation.value };
        }
        break;
      case 'reset':
        this.#reset(operation.key);
        break;
      default:
        break;
    }
  }

  #put(id: ObjectIdentifier, entry: CatalogEntry, how: { temporary: boolean; ifNotExists: boolean }): void {
    const key = formatIdentifier(id);
    const there = this.#changes.get(key)?.entry ?? this.#base.catalog.find(id);
    if (!how.ifNotExists || there === undefined) {
      this.#changes.set(key, { id, entry, temporary: how.temporary });
    }
  }

  #rename(id: ObjectIdentifier, newName: string): void {
    const entry = this.#changes.get(formatIdentifier(id))?.entry ?? this.#base.catalog.find(id);
    if (entry !== undefined) {
      const to = { ...id, object: newName };
      this.#changes.set(formatIdentifier(id), { id, entry: null, temporary: false });
      this.#changes.set(formatIdentifier(to), { id: to, entry, temporary: this.#base.catalog.isTemporary(id) });
    }
  }

  #database(catalog: string, database: string): void {
    this.#databases.set(catalog, (this.#databases.get(catalog) ?? new Set()).add(database));
  }

  #useCatalog(catalog: string): void {
    const databases = this.#base.catalog.databases(catalog) ?? [...(this.#databases.get(catalog) ?? [])];
    const database = databases.includes('default') ? 'default' : (databases[0] ?? this.#current.database);
    this.#current = { catalog, database };
  }

  #reset(key: string | undefined): void {
    if (key === undefined) {
      this.#config = {};
      return;
    }
    const { [key]: _gone, ...rest } = this.#config;
    this.#config = rest;
  }
}
