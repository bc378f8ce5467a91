import { type FunctionDefinition, findFunction } from '@riffle/functions';
import { type CatalogFunction, type DescribeOperation, formatIdentifier } from '@riffle/plan';
import { CatalogError } from '../catalog-error.ts';
import { describeColumns } from '../describe-columns.ts';
import { type OperationResult, textTable } from '../operation-result.ts';
import { dotted, type SessionState } from '../session-state.ts';
import { shownValue } from '../sql-text.ts';

/** Every DESCRIBE statement. */
export async function describe(state: SessionState, operation: DescribeOperation): Promise<OperationResult> {
  switch (operation.kind) {
    case 'describe-table': {
      const found = await state.find(operation.id);
      if (found === undefined) {
        throw new CatalogError(`Tables or views with the identifier '${dotted(operation.id)}' doesn't exist.`);
      }
      return describeColumns(found.entry);
    }
    case 'describe-catalog':
      return describeCatalog(state, operation);
    case 'describe-database':
      return describeDatabase(state, operation);
    case 'describe-function':
      return describeFunction(state, operation);
    case 'describe-job':
      return describeJob(state, operation.job);
  }
}

function facts(rows: readonly (readonly [string, string])[]): OperationResult {
  return textTable(['info name', 'info value'], rows);
}

function describeCatalog(
  state: SessionState,
  operation: { readonly catalog: string; readonly extended: boolean },
): OperationResult {
  const { options, comment = '' } = state.registered(operation.catalog);
  const more = Object.keys(options)
    .filter((key) => operation.extended && key !== 'type')
    .sort()
    .map((key) => [`option:${key}`, shownValue(key, options[key] ?? '')] as const);
  return facts([['name', operation.catalog], ['type', options['type'] ?? ''], ['comment', comment], ...more]);
}

async function describeDatabase(
  state: SessionState,
  operation: Extract<DescribeOperation, { kind: 'describe-database' }>,
): Promise<OperationResult> {
  const catalog = state.catalog(operation.catalog);
  const database = await catalog.database(catalog.normalize(operation.database));
  if (database === undefined) {
    throw new CatalogError(`Database ${operation.database} does not exist in Catalog ${operation.catalog}.`);
  }
  const properties = Object.entries(database.properties).sort(([a], [b]) => (a < b ? -1 : 1));
  const more = operation.extended ? properties.map(([key, value]) => [`property:${key}`, value] as const) : [];
  return facts([
    ['name', operation.database],
    ['catalog', operation.catalog],
    ['comment', database.comment ?? ''],
    ...more,
  ]);
}

interface FoundFunction {
  readonly name: string;
  readonly system: boolean;
  readonly temporary: boolean;
  readonly builtIn?: FunctionDefinition | undefined;
  readonly definition?: CatalogFunction | undefined;
}

async function describeFunction(
  state: SessionState,
  { path, extended }: Extract<DescribeOperation, { kind: 'describe-function' }>,
): Promise<OperationResult> {
  const found = await findByPath(state, path);
  if (found === undefined) {
    throw new CatalogError(`Function with the identifier '${path.join('.')}' doesn't exist.`);
  }
  const base = [
    ['is system function', String(found.system)],
    ['is temporary', String(found.temporary)],
    ...definitionFacts(found.definition),
  ] as const;
  return facts(extended ? [...base, ...callFacts(state, found)] : [...base]);
}

/** A function by the name a query uses: system functions come before those of the current database. */
async function findByPath(state: SessionState, path: readonly string[]): Promise<FoundFunction | undefined> {
  const name = (path.at(-1) ?? '').toLowerCase();
  if (path.length === 1) {
    const system = state.systemFunctions.get(name);
    if (system !== undefined) {
      return { name, system: true, temporary: true, definition: undefined };
    }
    const builtIn = findFunction(name);
    if (builtIn !== undefined) {
      return { name: builtIn.name, system: true, temporary: false, builtIn };
    }
  }
  const catalog = path.at(-3) ?? state.currentCatalog;
  const database = path.at(-2) ?? state.currentDatabase;
  const id = { catalog, database, object: name };
  const temporary = state.temporaryFunctions.get(state.key(id));
  const definition = temporary?.definition ?? (await state.content(catalog, database)).functions.get(name);
  return definition && { name: formatIdentifier(id), system: false, temporary: temporary !== undefined, definition };
}

function definitionFacts(definition: CatalogFunction | undefined): (readonly [string, string])[] {
  return definition === undefined
    ? []
    : [
        ['class name', definition.className],
        ['function language', definition.language],
        ['resource uris', JSON.stringify(definition.resources ?? [])],
      ];
}

function callFacts(state: SessionState, found: FoundFunction): (readonly [string, string])[] {
  const resolved = found.definition && state.resolveFunction(found.name, found.definition);
  const kind = found.builtIn?.kind ?? resolved?.kind ?? 'scalar';
  const deterministic =
    found.builtIn?.kind === 'scalar' ? found.builtIn.deterministic : (resolved?.deterministic ?? true);
  return [
    ['kind', kind.toUpperCase()],
    ['requirements', '[]'],
    ['is deterministic', String(deterministic)],
    ['supports constant folding', String(deterministic)],
    ['signature', found.builtIn?.signatures.join('\n') ?? `${found.name}(…)`],
  ];
}

async function describeJob(state: SessionState, id: string): Promise<OperationResult> {
  const job = (await state.jobs?.list())?.find((one) => one.id === id);
  if (job === undefined) {
    throw new CatalogError(`Described job ${id} does not exist.`);
  }
  return textTable(
    ['job id', 'job name', 'status', 'start time'],
    [[job.id, job.name, job.status, new Date(job.startTime).toISOString()]],
  );
}
