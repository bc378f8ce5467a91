import { type CatalogReference, checkCatalog, findTable, invalidInput, notFound, pageOf } from './scope.ts';
import type { GlueStore, TableEntry } from './store.ts';
import { describeTable } from './tables.ts';

interface TableReference extends CatalogReference {
  readonly DatabaseName: string;
  readonly TableName: string;
}

export function getTableVersion(store: GlueStore, input: TableReference & { readonly VersionId?: string }): object {
  const versions = keptVersions(store, input);
  const wanted = input.VersionId === undefined ? versions[0] : versionIn(versions, input.VersionId);
  if (wanted === undefined) {
    throw notFound(`Table version ${input.VersionId} not found.`);
  }
  return { TableVersion: describeVersion(wanted) };
}

interface GetTableVersionsInput extends TableReference {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** Newest first. */
export function getTableVersions(store: GlueStore, input: GetTableVersionsInput): object {
  const { page, token } = pageOf(keptVersions(store, input), descendingKey, input);
  return { TableVersions: page.map(describeVersion), ...token };
}

/** Ascends as versions descend. */
function descendingKey({ version }: TableEntry): string {
  return String(Number.MAX_SAFE_INTEGER - version);
}

export function deleteTableVersion(store: GlueStore, input: TableReference & { readonly VersionId: string }): object {
  const error = removeVersion(store, input, input.VersionId);
  if (error !== undefined) {
    throw error;
  }
  return {};
}

interface BatchDeleteVersionsInput extends TableReference {
  readonly VersionIds: readonly string[];
}

export function batchDeleteTableVersion(store: GlueStore, input: BatchDeleteVersionsInput): object {
  const Errors = input.VersionIds.flatMap((VersionId) => {
    const error = removeVersion(store, input, VersionId);
    const detail = { ErrorCode: error?.type, ErrorMessage: error?.message };
    return error === undefined ? [] : [{ TableName: input.TableName, VersionId, ErrorDetail: detail }];
  });
  return { Errors };
}

function removeVersion(
  store: GlueStore,
  input: TableReference,
  versionId: string,
): ReturnType<typeof notFound> | undefined {
  const versions = keptVersions(store, input);
  const version = versionIn(versions, versionId);
  if (version === undefined) {
    return notFound(`Table version ${versionId} not found.`);
  }
  if (version === versions[0]) {
    return invalidInput('The current version of a table cannot be deleted.');
  }
  store.deleteTableVersion(version.database, version.name, version.version);
  return undefined;
}

function keptVersions(store: GlueStore, input: TableReference): TableEntry[] {
  checkCatalog(input);
  const { database, name } = findTable(store, input.DatabaseName, input.TableName);
  return store.tableVersions(database, name);
}

function versionIn(versions: readonly TableEntry[], id: string): TableEntry | undefined {
  return versions.find(({ version }) => String(version) === id);
}

function describeVersion(version: TableEntry): object {
  return { Table: describeTable(version), VersionId: String(version.version) };
}
