import { allFunctions } from '@riffle/functions';
import type { CatalogEntry, CatalogSnapshot, ObjectIdentifier, RegisteredFunction } from '@riffle/plan';
import type { DatabaseContent } from './catalog.ts';
import type { SessionState } from './session-state.ts';

/**
 * What a statement may know, read now: the current database and every database the statement, or a view it uses, names.
 * `referenced` holds the paths of tables and views as written, of one to three parts.
 */
export async function loadSnapshot(
  state: SessionState,
  referenced: readonly (readonly string[])[],
): Promise<CatalogSnapshot> {
  const loading = new SnapshotLoading(state);
  await loading.loadDatabase(state.currentCatalog, state.currentDatabase);
  for (const path of referenced) {
    await loading.loadPath(path);
  }
  return loading.snapshot();
}

class SnapshotLoading {
  readonly #state: SessionState;
  readonly #contents = new Map<string, DatabaseContent>();
  readonly #databases = new Map<string, readonly string[]>();
  readonly #viewsSeen = new Set<CatalogEntry>();

  constructor(state: SessionState) {
    this.#state = state;
  }

  /** Loads every database the path may mean, and what the object itself refers to. */
  async loadPath(path: readonly string[]): Promise<void> {
    const id = this.#resolve(path);
    if (id === undefined) {
      return;
    }
    await this.loadDatabase(id.catalog, id.database);
    const entry = this.#find(id);
    if (entry?.kind === 'view' && !this.#viewsSeen.has(entry)) {
      this.#viewsSeen.add(entry);
      for (const inner of fullNames(entry.expandedQuery)) {
        await this.loadPath(inner);
      }
    }
  }

  async loadDatabase(catalogName: string, database: string): Promise<void> {
    const catalog = this.#state.catalogs.get(catalogName)?.catalog;
    if (catalog === undefined) {
      return;
    }
    if (!this.#databases.has(catalogName)) {
      this.#databases.set(catalogName, await catalog.databases());
    }
    const key = contentKey(catalogName, catalog.normalize(database));
    if (!this.#contents.has(key)) {
      const content = await catalog.content(catalog.normalize(database));
      if (content !== undefined) {
        this.#contents.set(key, content);
      }
    }
  }

  #resolve(path: readonly string[]): ObjectIdentifier | undefined {
    const object = path.at(-1);
    return object === undefined
      ? undefined
      : {
          catalog: path.at(-3) ?? this.#state.currentCatalog,
          database: path.at(-2) ?? this.#state.currentDatabase,
          object,
        };
  }

  #find(id: ObjectIdentifier): CatalogEntry | undefined {
    const catalog = this.#state.catalogs.get(id.catalog)?.catalog;
    const temporary = this.#state.temporary(id);
    if (temporary !== undefined || catalog === undefined) {
      return temporary;
    }
    const content = this.#contents.get(contentKey(id.catalog, catalog.normalize(id.database)));
    return content?.objects.get(catalog.normalize(id.object));
  }

  /** The finished snapshot; changes of the session after this do not reach it. */
  snapshot(): CatalogSnapshot {
    const state = this.#state;
    const { currentCatalog, currentDatabase } = state;
    const catalogs = [...state.catalogs.keys()].sort();
    const temporary = new Map(state.temporaryObjects);
    const functions = registeredFunctions(state, this.#contents.get(contentKey(currentCatalog, currentDatabase)));
    return {
      currentCatalog,
      currentDatabase,
      catalogs: () => catalogs,
      databases: (catalog) => this.#databases.get(catalog),
      objects: (catalog, database) => {
        const stored = this.#contents.get(contentKey(catalog, database))?.objects.keys() ?? [];
        const hidden = [...temporary.values()].filter(({ id }) => id.catalog === catalog && id.database === database);
        return [...new Set([...stored, ...hidden.map(({ id }) => id.object)])].sort();
      },
      find: (id) => temporary.get(state.key(id))?.entry ?? this.#permanent(id),
      isTemporary: (id) => temporary.has(state.key(id)),
      findFunction: (path) => functions.get(path.join('.').toLowerCase()),
      functionNames: () => [...functions.values()].map((one) => one.name).concat(builtIns()),
    };
  }

  #permanent(id: ObjectIdentifier): CatalogEntry | undefined {
    const catalog = this.#state.catalogs.get(id.catalog)?.catalog;
    const content = catalog && this.#contents.get(contentKey(id.catalog, catalog.normalize(id.database)));
    return content?.objects.get(catalog?.normalize(id.object) ?? id.object);
  }
}

function contentKey(catalog: string, database: string): string {
  return JSON.stringify([catalog, database]);
}

function builtIns(): string[] {
  return allFunctions().map((definition) => definition.name);
}

/** Callable functions by every path that reaches them, in lower case. Later entries win over earlier ones. */
function registeredFunctions(
  state: SessionState,
  current: DatabaseContent | undefined,
): Map<string, RegisteredFunction> {
  const found = new Map<string, RegisteredFunction>();
  const add = (path: readonly string[], resolved: RegisteredFunction | undefined): void => {
    if (resolved !== undefined) {
      found.set(path.join('.').toLowerCase(), resolved);
    }
  };
  const addEverywhere = (id: ObjectIdentifier, resolved: RegisteredFunction | undefined): void => {
    const parts = [id.catalog, id.database, id.object];
    const isCurrent = id.catalog === state.currentCatalog && id.database === state.currentDatabase;
    add(parts, resolved);
    if (id.catalog === state.currentCatalog) {
      add(parts.slice(1), resolved);
    }
    if (isCurrent) {
      add(parts.slice(2), resolved);
    }
  };
  for (const [name, definition] of current?.functions ?? []) {
    const id = { catalog: state.currentCatalog, database: state.currentDatabase, object: name };
    addEverywhere(id, state.resolveFunction(name, definition));
  }
  for (const { id, definition } of state.temporaryFunctions.values()) {
    addEverywhere(id, state.resolveFunction(id.object, definition));
  }
  for (const [name, definition] of state.systemFunctions) {
    add([name], state.resolveFunction(name, definition));
  }
  for (const [name, registered] of state.registeredFunctions) {
    add([name], registered);
  }
  return found;
}

const QUOTED = '`((?:[^`]|``)+)`';
const FULL_NAME = new RegExp(`${QUOTED}\\.${QUOTED}\\.${QUOTED}`, 'g');

/** Every `` `catalog`.`database`.`object` `` in a view's query; a match that is no table does no harm. */
function fullNames(query: string): string[][] {
  return [...query.matchAll(FULL_NAME)].map((match) => match.slice(1, 4).map((part) => part.replaceAll('``', '`')));
}
