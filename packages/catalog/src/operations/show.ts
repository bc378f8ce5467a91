import { notNull, types } from '@riffle/columns';
import { allFunctions } from '@riffle/functions';
import { formatIdentifier, type ShowOperation } from '@riffle/plan';
import { CatalogError } from '../catalog-error.ts';
import { describeColumns } from '../describe-columns.ts';
import { filterNames } from '../like-filter.ts';
import { type OperationResult, textList, textTable } from '../operation-result.ts';
import { dotted, type SessionState } from '../session-state.ts';
import { createCatalogText, createTableText, createViewText } from '../sql-text.ts';

/** Every SHOW statement. Names come in alphabetical order. */
export async function show(state: SessionState, operation: ShowOperation): Promise<OperationResult> {
  const names = (column: string, values: Iterable<string>): OperationResult =>
    textList(
      column,
      filterNames([...values].sort(), operation.filter, (name) => name),
    );
  switch (operation.what) {
    case 'catalogs':
      return names('catalog name', state.catalogs.keys());
    case 'current-catalog':
      return textList('current catalog name', [state.currentCatalog]);
    case 'current-database':
      return textList('current database name', [state.currentDatabase]);
    case 'databases':
      return names('database name', await state.catalog(operation.catalog).databases());
    case 'tables':
      return names('table name', await objectNames(state, operation, () => true));
    case 'views':
      return names('view name', await objectNames(state, operation, (kind) => kind === 'view'));
    case 'materialized-tables':
      return names('table name', []);
    case 'models':
      return names('model name', []);
    case 'procedures':
      return names('procedure name', []);
    case 'functions':
      return names('function name', await functionNames(state, operation));
    case 'modules':
      return showModules(state, operation.full);
    case 'jars':
      return textList('jars', state.jars);
    case 'jobs':
      return showJobs(state);
    case 'columns':
      return describeColumns(await existing(state, operation.id), operation.filter);
    case 'partitions':
      return showPartitions(state, operation);
    case 'create-table':
    case 'create-view':
      return showCreate(state, operation);
    case 'create-catalog':
      return textList('result', [createCatalogText(operation.catalog, state.registered(operation.catalog))]);
  }
}

type InDatabase = { readonly catalog: string; readonly database: string };

/** Names of a database's tables or views, temporary ones among them. */
async function objectNames(
  state: SessionState,
  { catalog, database }: InDatabase,
  wanted: (kind: 'table' | 'view') => boolean,
): Promise<Set<string>> {
  const content = await state.content(catalog, database);
  const found = new Set<string>();
  for (const [name, entry] of content.objects) {
    if (wanted(entry.kind)) {
      found.add(name);
    }
  }
  for (const { id, entry } of state.temporaryObjects.values()) {
    if (id.catalog === catalog && id.database === database && wanted(entry.kind)) {
      found.add(id.object);
    }
  }
  return found;
}

async function functionNames(
  state: SessionState,
  operation: InDatabase & { readonly userOnly: boolean },
): Promise<string[]> {
  const { functions } = await state.content(operation.catalog, operation.database);
  const found = new Set(functions.keys());
  for (const { id } of state.temporaryFunctions.values()) {
    if (id.catalog === operation.catalog && id.database === operation.database) {
      found.add(id.object);
    }
  }
  for (const name of state.registeredFunctions.keys()) {
    found.add(name);
  }
  // A system function may bear a catalog function's name: both are listed.
  const user = [...found, ...state.systemFunctions.keys()];
  return operation.userOnly ? user : [...user, ...builtInNames(state)];
}

function builtInNames(state: SessionState): string[] {
  const core = state.modules.some((module) => module.name === 'core' && module.used);
  return core ? allFunctions().map((definition) => definition.name) : [];
}

function showModules(state: SessionState, full: boolean): OperationResult {
  if (!full) {
    return textList(
      'module name',
      state.modules.filter((module) => module.used).map((module) => module.name),
    );
  }
  return {
    columns: [
      { name: 'module name', type: notNull(types.string()) },
      { name: 'used', type: notNull(types.boolean()) },
    ],
    rows: state.modules.map((module) => [module.name, module.used]),
  };
}

async function showJobs(state: SessionState): Promise<OperationResult> {
  const jobs = (await state.jobs?.list()) ?? [];
  return textTable(
    ['job id', 'job name', 'status', 'start time'],
    jobs.map((job) => [job.id, job.name, job.status, new Date(job.startTime).toISOString()]),
  );
}

async function existing(state: SessionState, id: Extract<ShowOperation, { what: 'columns' }>['id']) {
  const found = await state.find(id);
  if (found === undefined) {
    throw new CatalogError(`Tables or views with the identifier '${dotted(id)}' doesn't exist.`);
  }
  return found.entry;
}

async function showPartitions(
  state: SessionState,
  operation: Extract<ShowOperation, { what: 'partitions' }>,
): Promise<OperationResult> {
  const { id, spec } = operation;
  const entry = await existing(state, id);
  if (entry.kind !== 'table' || entry.partitionKeys.length === 0) {
    throw new CatalogError(`Table ${dotted(id)} is not partitioned.`);
  }
  const catalog = state.catalog(id.catalog);
  const partitions = await catalog.partitions(catalog.normalize(id.database), catalog.normalize(id.object));
  const texts = partitions
    .filter((partition) => Object.entries(spec).every(([key, value]) => partition.spec[key] === value))
    .map((partition) => entry.partitionKeys.map((key) => `${key}=${partition.spec[key] ?? ''}`).join('/'));
  return textList('partition name', texts.sort());
}

async function showCreate(
  state: SessionState,
  { what, id }: Extract<ShowOperation, { what: 'create-table' | 'create-view' }>,
): Promise<OperationResult> {
  const wanted = what === 'create-table' ? 'table' : 'view';
  const found = await state.find(id);
  if (found === undefined) {
    const title = wanted === 'table' ? 'Table' : 'View';
    throw new CatalogError(
      `Could not execute SHOW CREATE ${wanted.toUpperCase()}. ${title} with identifier ${formatIdentifier(id)} does not exist.`,
    );
  }
  if (found.entry.kind !== wanted) {
    const other = found.entry.kind;
    throw new CatalogError(
      `SHOW CREATE ${wanted.toUpperCase()} is only supported for ${wanted}s, but ${formatIdentifier(id)} is a ${other}. ` +
        `Please use SHOW CREATE ${other.toUpperCase()} instead.`,
    );
  }
  const text =
    found.entry.kind === 'table'
      ? createTableText(id, found.entry, found.temporary)
      : createViewText(id, found.entry, found.temporary);
  return textList('result', [text]);
}
