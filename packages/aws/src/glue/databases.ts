import { ACCOUNT_ID } from '../wire/service.ts';
import {
  alreadyExists,
  type CatalogReference,
  checkCatalog,
  findDatabase,
  pageOf,
  refuseMembers,
  storedName,
} from './scope.ts';
import type { DatabaseEntry, Description, GlueStore } from './store.ts';

interface DatabaseInput extends Description {
  readonly Name: string;
}

interface NamedInput extends CatalogReference {
  readonly Name: string;
}

type InputWithDatabase = CatalogReference & { readonly DatabaseInput: DatabaseInput };

const NOT_TAKEN = ['TargetDatabase', 'FederatedDatabase'];

export function createDatabase(store: GlueStore, input: InputWithDatabase): object {
  checkCatalog(input);
  refuseMembers(input.DatabaseInput, NOT_TAKEN);
  if (!store.createDatabase(storedName(input.DatabaseInput.Name), input.DatabaseInput)) {
    throw alreadyExists('Database already exists.');
  }
  return {};
}

export function getDatabase(store: GlueStore, input: NamedInput): object {
  checkCatalog(input);
  return { Database: describeDatabase(findDatabase(store, input.Name)) };
}

interface GetDatabasesInput extends CatalogReference {
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export function getDatabases(store: GlueStore, input: GetDatabasesInput): object {
  checkCatalog(input);
  const { page, token } = pageOf(store.databases(), ({ name }) => name, input);
  return { DatabaseList: page.map(describeDatabase), ...token };
}

export function updateDatabase(store: GlueStore, input: NamedInput & InputWithDatabase): object {
  checkCatalog(input);
  refuseMembers(input.DatabaseInput, NOT_TAKEN);
  const { name } = findDatabase(store, input.Name);
  const newName = storedName(input.DatabaseInput.Name);
  if (newName !== name && store.database(newName) !== undefined) {
    throw alreadyExists('Database already exists.');
  }
  store.updateDatabase(name, newName, input.DatabaseInput);
  return {};
}

export function deleteDatabase(store: GlueStore, input: NamedInput): object {
  checkCatalog(input);
  store.deleteDatabase(findDatabase(store, input.Name).name);
  return {};
}

function describeDatabase({ name, created, description }: DatabaseEntry): object {
  return {
    CreateTableDefaultPermissions: [
      { Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL'] },
    ],
    ...description,
    Name: name,
    CreateTime: created / 1000,
    CatalogId: ACCOUNT_ID,
  };
}
