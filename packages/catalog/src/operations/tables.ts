import {
  type CatalogEntry,
  formatIdentifier,
  type ObjectIdentifier,
  type TableChange,
  type ViewChange,
} from '@riffle/plan';
import { samePartition } from '../catalog.ts';
import { CatalogError } from '../catalog-error.ts';
import { OK, type OperationResult } from '../operation-result.ts';
import { dotted, type SessionState } from '../session-state.ts';

type Kind = 'table' | 'view';
const TITLE = { table: 'Table', view: 'View' } as const;

/** CREATE, ALTER and DROP of tables and views. */
export async function changeObject(state: SessionState, change: TableChange | ViewChange): Promise<OperationResult> {
  switch (change.kind) {
    case 'create-table':
      await create(state, { ...change, entry: change.table });
      return OK;
    case 'create-view':
      await create(state, { ...change, entry: change.view });
      return OK;
    case 'alter-table':
      await alter(state, change.id, { entry: change.table, ifExists: change.ifExists });
      return OK;
    case 'alter-view':
      await alter(state, change.id, { entry: change.view, ifExists: false });
      return OK;
    case 'rename-table':
    case 'rename-view':
      await rename(state, change);
      return OK;
    case 'drop-table':
      await drop(state, 'table', change);
      return OK;
    case 'drop-view':
      await drop(state, 'view', change);
      return OK;
    case 'add-partitions':
    case 'drop-partitions':
      await changePartitions(state, change);
      return OK;
    case 'nothing':
      return OK;
  }
}

interface Creation {
  readonly id: ObjectIdentifier;
  readonly entry: CatalogEntry;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  readonly replace: boolean;
}

async function create(state: SessionState, { id, entry, ifNotExists, temporary, replace }: Creation): Promise<void> {
  // A temporary object may hide a permanent one; permanent ones look only at their like.
  const existing = temporary ? state.temporary(id) : await state.permanent(id);
  if (existing !== undefined && !replace) {
    if (ifNotExists) {
      return;
    }
    throw new CatalogError(
      temporary
        ? `Temporary ${entry.kind} '${formatIdentifier(id)}' already exists.`
        : `${TITLE[existing.kind]} ${id.database}.${id.object} already exists in Catalog ${id.catalog}.`,
    );
  }
  if (temporary) {
    state.temporaryObjects.set(state.key(id), { id, entry });
    return;
  }
  const catalog = state.catalog(id.catalog);
  await state.content(id.catalog, id.database);
  await catalog.putObject(catalog.normalize(id.database), catalog.normalize(id.object), entry);
}

async function alter(
  state: SessionState,
  id: ObjectIdentifier,
  { entry, ifExists }: { entry: CatalogEntry; ifExists: boolean },
): Promise<void> {
  if (entry.kind === 'view' && state.temporary(id)?.kind === 'view') {
    state.temporaryObjects.set(state.key(id), { id, entry });
    return;
  }
  if (await isAlterable(state, entry.kind, { id, ifExists })) {
    const catalog = state.catalog(id.catalog);
    await catalog.putObject(catalog.normalize(id.database), catalog.normalize(id.object), entry);
  }
}

async function isAlterable(
  state: SessionState,
  kind: Kind,
  { id, ifExists }: { id: ObjectIdentifier; ifExists: boolean },
): Promise<boolean> {
  const existing = await state.permanent(id);
  if (existing?.kind === kind && state.temporary(id) === undefined) {
    return true;
  }
  if (ifExists) {
    return false;
  }
  throw new CatalogError(`${TITLE[kind]} ${formatIdentifier(id)} doesn't exist or is a temporary ${kind}.`);
}

async function rename(
  state: SessionState,
  change: Extract<TableChange | ViewChange, { kind: 'rename-table' | 'rename-view' }>,
): Promise<void> {
  const kind = change.kind === 'rename-table' ? 'table' : 'view';
  if (!(await isAlterable(state, kind, change))) {
    return;
  }
  const target = { ...change.id, object: change.newName };
  if ((await state.permanent(target)) !== undefined) {
    throw new CatalogError(
      `${TITLE[kind]} (or view) ${target.database}.${target.object} already exists in Catalog ${target.catalog}.`,
    );
  }
  const catalog = state.catalog(change.id.catalog);
  const names = [change.id.object, change.newName].map((name) => catalog.normalize(name)) as [string, string];
  await catalog.renameObject(catalog.normalize(change.id.database), ...names);
}

async function drop(
  state: SessionState,
  kind: Kind,
  { id, ifExists, temporary }: { id: ObjectIdentifier; ifExists: boolean; temporary: boolean },
): Promise<void> {
  const hidden = state.temporary(id)?.kind === kind;
  if (temporary) {
    if (hidden) {
      state.temporaryObjects.delete(state.key(id));
    } else if (!ifExists) {
      throw new CatalogError(`Temporary ${kind} with identifier '${formatIdentifier(id)}' does not exist.`);
    }
    return;
  }
  if (hidden) {
    throw new CatalogError(
      `Temporary ${kind} with identifier '${formatIdentifier(id)}' exists. Drop it first before removing the permanent ${kind}.`,
    );
  }
  if ((await state.permanent(id))?.kind === kind) {
    const catalog = state.catalog(id.catalog);
    await catalog.dropObject(catalog.normalize(id.database), catalog.normalize(id.object));
  } else if (!ifExists) {
    throw new CatalogError(`${TITLE[kind]} with identifier '${dotted(id)}' does not exist.`);
  }
}

async function changePartitions(
  state: SessionState,
  change: Extract<TableChange, { kind: 'add-partitions' | 'drop-partitions' }>,
): Promise<void> {
  await isAlterable(state, 'table', { id: change.id, ifExists: false });
  const catalog = state.catalog(change.id.catalog);
  const [database, table] = [catalog.normalize(change.id.database), catalog.normalize(change.id.object)];
  const existing = await catalog.partitions(database, table);
  const exists = (spec: Readonly<Record<string, string>>): boolean =>
    existing.some((one) => samePartition(one.spec, spec));
  if (change.kind === 'add-partitions') {
    for (const partition of change.partitions) {
      if (!exists(partition.spec)) {
        await catalog.putPartition(database, table, partition);
      } else if (!change.ifNotExists) {
        throw new CatalogError(`Partition ${specText(partition.spec)} of table ${dotted(change.id)} already exists.`);
      }
    }
    return;
  }
  for (const spec of change.partitions) {
    if (exists(spec)) {
      await catalog.dropPartition(database, table, spec);
    } else if (!change.ifExists) {
      throw new CatalogError(`Partition ${specText(spec)} of table ${dotted(change.id)} does not exist.`);
    }
  }
}

function specText(spec: Readonly<Record<string, string>>): string {
  return Object.entries(spec)
    .map(([key, value]) => `${key}=${value}`)
    .join('/');
}
