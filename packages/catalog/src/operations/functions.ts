import type { FunctionChange } from '@riffle/plan';
import { CatalogError } from '../catalog-error.ts';
import { OK, type OperationResult } from '../operation-result.ts';
import { dotted, type SessionState } from '../session-state.ts';

/** CREATE, ALTER and DROP of functions: in a catalog, temporary in one, or temporary for all. */
export async function changeFunction(state: SessionState, change: FunctionChange): Promise<OperationResult> {
  switch (change.scope) {
    case 'catalog':
      await changeCatalogFunction(state, change);
      return OK;
    case 'temporary':
      changeTemporaryFunction(state, change);
      return OK;
    case 'temporary-system':
      changeSystemFunction(state, change);
      return OK;
  }
}

async function changeCatalogFunction(state: SessionState, change: FunctionChange): Promise<void> {
  const { id } = change;
  const catalog = state.catalog(id.catalog);
  const database = catalog.normalize(id.database);
  const name = id.object.toLowerCase();
  const exists = (await state.content(id.catalog, id.database)).functions.has(name);
  if (change.kind === 'create-function') {
    if (!exists) {
      await catalog.putFunction(database, name, change.definition);
    } else if (!change.ifNotExists) {
      throw new CatalogError(`Function ${id.database}.${id.object} already exists in Catalog ${id.catalog}.`);
    }
    return;
  }
  if (change.kind === 'drop-function' && state.temporaryFunctions.has(functionKey(state, change))) {
    throw new CatalogError(
      `Temporary function '${dotted(id)}' exists. Drop it first before removing the permanent function.`,
    );
  }
  if (!exists) {
    if (change.ifExists) {
      return;
    }
    throw new CatalogError(`Function ${id.database}.${id.object} does not exist in Catalog ${id.catalog}.`);
  }
  if (change.kind === 'alter-function') {
    await catalog.putFunction(database, name, change.definition);
  } else {
    await catalog.dropFunction(database, name);
  }
}

function functionKey(state: SessionState, { id }: FunctionChange): string {
  return state.key({ ...id, object: id.object.toLowerCase() });
}

function changeTemporaryFunction(state: SessionState, change: FunctionChange): void {
  const key = functionKey(state, change);
  const id = { ...change.id, object: change.id.object.toLowerCase() };
  const exists = state.temporaryFunctions.has(key);
  switch (change.kind) {
    case 'alter-function':
      throw new CatalogError('Alter temporary catalog function is not supported.');
    case 'create-function':
      if (!exists) {
        state.temporaryFunctions.set(key, { id, definition: change.definition });
      } else if (!change.ifNotExists) {
        throw new CatalogError(`Temporary catalog function '${dotted(id)}' already exists.`);
      }
      return;
    case 'drop-function':
      if (!state.temporaryFunctions.delete(key) && !change.ifExists) {
        throw new CatalogError(`Temporary catalog function '${dotted(id)}' does not exist.`);
      }
  }
}

function changeSystemFunction(state: SessionState, change: FunctionChange): void {
  const name = change.id.object.toLowerCase();
  switch (change.kind) {
    case 'alter-function':
      throw new CatalogError('Alter temporary system function is not supported.');
    case 'create-function':
      if (!state.systemFunctions.has(name)) {
        state.systemFunctions.set(name, change.definition);
      } else if (!change.ifNotExists) {
        throw new CatalogError(`Temporary system function '${name}' already exists.`);
      }
      return;
    case 'drop-function':
      if (!state.systemFunctions.delete(name) && !change.ifExists) {
        throw new CatalogError(`Temporary system function '${name}' does not exist.`);
      }
  }
}
