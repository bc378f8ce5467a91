import { alreadyExists, type CatalogReference, checkCatalog, invalidInput, notFound, pageOf } from './scope.ts';
import type { ConnectionEntry, Description, GlueStore } from './store.ts';

interface ConnectionInput extends Description {
  readonly Name: string;
}

type InputWithConnection = CatalogReference & { readonly ConnectionInput: ConnectionInput };

export function createConnection(store: GlueStore, input: InputWithConnection): object {
  checkCatalog(input);
  if (!store.createConnection(input.ConnectionInput.Name, input.ConnectionInput)) {
    throw alreadyExists('Connection already exists.');
  }
  return { CreateConnectionStatus: 'READY' };
}

interface GetConnectionInput extends CatalogReference {
  readonly Name: string;
  readonly HidePassword?: boolean;
}

export function getConnection(store: GlueStore, input: GetConnectionInput): object {
  checkCatalog(input);
  const connection = store.connection(input.Name);
  if (connection === undefined) {
    throw notFound(`Connection ${input.Name} not found.`);
  }
  return { Connection: describeConnection(connection, input) };
}

interface GetConnectionsInput extends CatalogReference {
  readonly Filter?: { readonly MatchCriteria?: readonly string[]; readonly ConnectionType?: string };
  readonly HidePassword?: boolean;
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export function getConnections(store: GlueStore, input: GetConnectionsInput): object {
  checkCatalog(input);
  const found = store.connections().filter(({ description }) => fits(description, input.Filter ?? {}));
  const { page, token } = pageOf(found, ({ name }) => name, input);
  return { ConnectionList: page.map((connection) => describeConnection(connection, input)), ...token };
}

function fits(description: Description, filter: NonNullable<GetConnectionsInput['Filter']>): boolean {
  const criteria = (description['MatchCriteria'] ?? []) as readonly string[];
  return (
    (filter.ConnectionType === undefined || description['ConnectionType'] === filter.ConnectionType) &&
    (filter.MatchCriteria ?? []).every((criterion) => criteria.includes(criterion))
  );
}

export function updateConnection(store: GlueStore, input: InputWithConnection & { readonly Name: string }): object {
  checkCatalog(input);
  if (input.ConnectionInput.Name !== input.Name) {
    throw invalidInput('A connection cannot be renamed: Name and ConnectionInput.Name differ.');
  }
  if (!store.updateConnection(input.Name, input.ConnectionInput)) {
    throw notFound(`Connection ${input.Name} not found.`);
  }
  return {};
}

export function deleteConnection(
  store: GlueStore,
  input: CatalogReference & { readonly ConnectionName: string },
): object {
  checkCatalog(input);
  if (!store.deleteConnection(input.ConnectionName)) {
    throw notFound(`Connection ${input.ConnectionName} not found.`);
  }
  return {};
}

export function batchDeleteConnection(
  store: GlueStore,
  input: CatalogReference & { readonly ConnectionNameList: readonly string[] },
): object {
  checkCatalog(input);
  const Succeeded: string[] = [];
  const Errors: Record<string, object> = {};
  for (const name of input.ConnectionNameList) {
    if (store.deleteConnection(name)) {
      Succeeded.push(name);
    } else {
      Errors[name] = { ErrorCode: 'EntityNotFoundException', ErrorMessage: `Connection ${name} not found.` };
    }
  }
  return { Succeeded, Errors };
}

function describeConnection(
  { created, updated, description }: ConnectionEntry,
  { HidePassword }: { readonly HidePassword?: boolean },
): object {
  const properties = (description['ConnectionProperties'] ?? {}) as Readonly<Record<string, string>>;
  const { PASSWORD: _, ...shown } = properties;
  return {
    ...description,
    ConnectionProperties: HidePassword === true ? shown : properties,
    CreationTime: created / 1000,
    LastUpdatedTime: updated / 1000,
    Status: 'READY',
  };
}
