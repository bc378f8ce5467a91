import type { JobOperation, SessionOperation } from '@riffle/plan';
import { CatalogError } from '../catalog-error.ts';
import { OK, type OperationResult, textList, textTable } from '../operation-result.ts';
import type { SessionState } from '../session-state.ts';
import { shownValue } from '../sql-text.ts';

/** USE, modules, SET and RESET, jars, and what belongs to an interactive client. */
export async function changeSession(state: SessionState, operation: SessionOperation): Promise<OperationResult> {
  switch (operation.kind) {
    case 'use-catalog':
      useCatalog(state, operation.catalog);
      return OK;
    case 'use-database':
      await useDatabase(state, operation);
      return OK;
    case 'use-modules':
      useModules(state, operation.modules);
      return OK;
    case 'load-module':
      loadModule(state, operation.module);
      return OK;
    case 'unload-module':
      unloadModule(state, operation.module);
      return OK;
    case 'set':
      return set(state, operation);
    case 'reset':
      reset(state, operation.key);
      return OK;
    case 'add-jar':
      state.jars.push(...(state.jars.includes(operation.path) ? [] : [operation.path]));
      return OK;
    case 'remove-jar':
      removeJar(state, operation.path);
      return OK;
    case 'help':
      return textList('result', [HELP]);
    case 'clear':
    case 'quit':
      return OK;
  }
}

function useCatalog(state: SessionState, name: string): void {
  const registered = state.catalogs.get(name);
  if (registered === undefined) {
    throw new CatalogError(`A catalog with name [${name}] does not exist.`);
  }
  if (state.currentCatalog !== name) {
    state.currentCatalog = name;
    state.currentDatabase = registered.catalog.defaultDatabase;
  }
}

async function useDatabase(
  state: SessionState,
  operation: { readonly catalog: string; readonly database: string },
): Promise<void> {
  const registered = state.catalogs.get(operation.catalog);
  if (registered === undefined) {
    throw new CatalogError(`A catalog with name [${operation.catalog}] does not exist.`);
  }
  const database = registered.catalog.normalize(operation.database);
  if ((await registered.catalog.database(database)) === undefined) {
    throw new CatalogError(
      `A database with name [${operation.database}] does not exist in the catalog: [${operation.catalog}].`,
    );
  }
  state.currentCatalog = operation.catalog;
  state.currentDatabase = database;
}

function useModules(state: SessionState, names: readonly string[]): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) {
      throw new CatalogError(`Module '${name}' appears more than once.`);
    }
    if (!state.modules.some((module) => module.name === name)) {
      throw new CatalogError(`No module with name '${name}' exists.`);
    }
  });
  const rest = state.modules.filter((module) => !names.includes(module.name));
  state.modules = [...names.map((name) => ({ name, used: true })), ...rest.map(({ name }) => ({ name, used: false }))];
}

function loadModule(state: SessionState, name: string): void {
  if (state.modules.some((module) => module.name === name)) {
    throw new CatalogError(`A module with name '${name}' already exists.`);
  }
  if (name !== 'core') {
    throw new CatalogError(`There is no module '${name}'. The only module is core.`);
  }
  state.modules = [...state.modules, { name, used: true }];
}

function unloadModule(state: SessionState, name: string): void {
  if (!state.modules.some((module) => module.name === name)) {
    throw new CatalogError(`No module with name '${name}' exists.`);
  }
  state.modules = state.modules.filter((module) => module.name !== name);
}

function set(state: SessionState, { key, value }: Extract<SessionOperation, { kind: 'set' }>): OperationResult {
  if (key === undefined) {
    const rows = [...state.settings].sort(([a], [b]) => (a < b ? -1 : 1));
    return textTable(
      ['key', 'value'],
      rows.map(([name, text]) => [name, shownValue(name, text)]),
    );
  }
  state.settings.set(key, value ?? '');
  return OK;
}

/** Goes back to what the session began with. */
function reset(state: SessionState, key: string | undefined): void {
  for (const name of key === undefined ? [...state.settings.keys()] : [key]) {
    const initial = state.initialSettings.get(name);
    if (initial === undefined) {
      state.settings.delete(name);
    } else {
      state.settings.set(name, initial);
    }
  }
  if (key === undefined) {
    state.initialSettings.forEach((initial, name) => {
      state.settings.set(name, initial);
    });
  }
}

function removeJar(state: SessionState, path: string): void {
  const index = state.jars.indexOf(path);
  if (index === -1) {
    throw new CatalogError(`Failed to unregister the jar resource ${path}: it is not registered.`);
  }
  state.jars.splice(index, 1);
}

const HELP = [
  'Statements end with a semicolon.',
  'SHOW TABLES, SHOW DATABASES, SHOW CATALOGS, SHOW FUNCTIONS list what there is.',
  'DESCRIBE <table> shows columns; SHOW CREATE TABLE <table> the statement that makes it.',
  "SET 'key' = 'value' changes a setting, SET lists all, RESET 'key' takes a change back.",
  'EXPLAIN <query> shows the plan.',
].join('\n');

/** STOP JOB, carried out by whoever runs the jobs. */
export async function stopJob(state: SessionState, operation: JobOperation): Promise<OperationResult> {
  if (state.jobs === undefined) {
    throw new CatalogError(`There is no job ${operation.job}: this session runs no jobs of its own.`);
  }
  const savepoint = await state.jobs.stop(operation.job, operation);
  return savepoint === undefined ? OK : textList('savepoint path', [savepoint]);
}
