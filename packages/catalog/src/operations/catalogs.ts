import type { CatalogChange, DatabaseChange } from '@riffle/plan';
import { CatalogError } from '../catalog-error.ts';
import { OK, type OperationResult } from '../operation-result.ts';
import type { SessionState } from '../session-state.ts';

/** CREATE, ALTER and DROP of catalogs. */
export async function changeCatalog(state: SessionState, change: CatalogChange): Promise<OperationResult> {
  switch (change.kind) {
    case 'create-catalog':
      createCatalog(state, change);
      return OK;
    case 'alter-catalog':
      alterCatalog(state, change);
      return OK;
    case 'drop-catalog':
      dropCatalog(state, change);
      return OK;
  }
}

function createCatalog(state: SessionState, change: Extract<CatalogChange, { kind: 'create-catalog' }>): void {
  const { catalog: name, options, comment } = change;
  if (state.catalogs.has(name)) {
    if (change.ifNotExists) {
      return;
    }
    throw new CatalogError(`Catalog ${name} already exists.`);
  }
  const type = options['type'];
  const factory = type === undefined ? undefined : state.factories.get(type);
  if (factory === undefined) {
    const known = [...state.factories.keys()].sort().join(', ');
    throw new CatalogError(
      type === undefined
        ? `CREATE CATALOG needs the option 'type'. Known types are ${known}.`
        : `There is no catalog of the type '${type}'. Known types are ${known}.`,
    );
  }
  state.catalogs.set(name, { catalog: factory(options), options, comment });
}

function alterCatalog(state: SessionState, change: Extract<CatalogChange, { kind: 'alter-catalog' }>): void {
  const registered = state.registered(change.catalog);
  const options = { ...registered.options, ...change.set };
  for (const key of change.reset) {
    delete options[key];
  }
  state.catalogs.set(change.catalog, { ...registered, options, comment: change.comment ?? registered.comment });
}

function dropCatalog(state: SessionState, change: Extract<CatalogChange, { kind: 'drop-catalog' }>): void {
  if (!state.catalogs.has(change.catalog)) {
    if (change.ifExists) {
      return;
    }
    throw new CatalogError(`Catalog ${change.catalog} does not exist.`);
  }
  if (state.currentCatalog === change.catalog) {
    throw new CatalogError('Cannot drop a catalog which is currently in use.');
  }
  state.catalogs.delete(change.catalog);
}

/** CREATE, ALTER and DROP of databases. */
export async function changeDatabase(state: SessionState, change: DatabaseChange): Promise<OperationResult> {
  const catalog = state.catalog(change.catalog);
  const name = catalog.normalize(change.database);
  const existing = await catalog.database(name);
  if (change.kind === 'create-database') {
    if (existing === undefined) {
      await catalog.putDatabase(name, { comment: change.comment, properties: change.options });
    } else if (!change.ifNotExists) {
      throw new CatalogError(`Database ${change.database} already exists in Catalog ${change.catalog}.`);
    }
    return OK;
  }
  if (existing === undefined) {
    if (change.kind === 'drop-database' && change.ifExists) {
      return OK;
    }
    throw new CatalogError(`Database ${change.database} does not exist in Catalog ${change.catalog}.`);
  }
  if (change.kind === 'alter-database') {
    await catalog.putDatabase(name, { ...existing, properties: { ...existing.properties, ...change.set } });
  } else {
    await dropDatabase(state, { ...change, database: name });
  }
  return OK;
}

async function dropDatabase(
  state: SessionState,
  change: Extract<DatabaseChange, { kind: 'drop-database' }>,
): Promise<void> {
  const catalog = state.catalog(change.catalog);
  if (state.currentCatalog === change.catalog && catalog.normalize(state.currentDatabase) === change.database) {
    throw new CatalogError('Cannot drop a database which is currently in use.');
  }
  const content = await state.content(change.catalog, change.database);
  if (!change.cascade && content.objects.size + content.functions.size > 0) {
    throw new CatalogError(
      `Database ${change.database} in catalog ${change.catalog} is not empty. DROP DATABASE … CASCADE drops what it holds too.`,
    );
  }
  for (const object of content.objects.keys()) {
    await catalog.dropObject(change.database, object);
  }
  for (const name of content.functions.keys()) {
    await catalog.dropFunction(change.database, name);
  }
  await catalog.dropDatabase(change.database);
}
