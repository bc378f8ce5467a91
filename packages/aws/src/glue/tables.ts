import { AwsError } from '../wire/errors.ts';
import { ACCOUNT_ID } from '../wire/service.ts';
import { tableNameFilter } from './name-filter.ts';
import {
  alreadyExists,
  type CatalogReference,
  checkCatalog,
  findDatabase,
  findTable,
  invalidInput,
  pageOf,
  refuseMembers,
  storedName,
} from './scope.ts';
import type { Description, GlueStore, TableEntry } from './store.ts';

interface DatabaseReference extends CatalogReference {
  readonly DatabaseName: string;
}

interface TableInput extends Description {
  readonly Name: string;
}

/** A table as a client gives it. Newer clients may send its name beside it. */
interface InputWithTable extends DatabaseReference {
  readonly TableInput?: TableInput;
  readonly Name?: string;
}

const NOT_TAKEN = [
  'OpenTableFormatInput',
  'PartitionIndexes',
  'TargetTable',
  'UpdateOpenTableFormatInput',
  'ViewDefinition',
  'ViewUpdateAction',
];

export function createTable(store: GlueStore, input: InputWithTable): object {
  checkCatalog(input);
  const table = readTable(input);
  const { name: database } = findDatabase(store, input.DatabaseName);
  if (!store.createTable(database, storedName(table.Name), table)) {
    throw alreadyExists('Table already exists.');
  }
  return {};
}

function readTable(input: InputWithTable): TableInput {
  refuseMembers(input, NOT_TAKEN);
  if (input.TableInput === undefined) {
    throw invalidInput('TableInput must be provided.');
  }
  refuseMembers(input.TableInput, NOT_TAKEN);
  return input.TableInput;
}

export function getTable(store: GlueStore, input: DatabaseReference & { readonly Name: string }): object {
  checkCatalog(input);
  return { Table: describeTable(findTable(store, input.DatabaseName, input.Name)) };
}

interface GetTablesInput extends DatabaseReference {
  readonly Expression?: string;
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export function getTables(store: GlueStore, input: GetTablesInput): object {
  checkCatalog(input);
  const { name: database } = findDatabase(store, input.DatabaseName);
  const matches = tableNameFilter(input.Expression);
  const tables = store.tables(database).filter(({ name }) => matches(name));
  const { page, token } = pageOf(tables, ({ name }) => name, input);
  return { TableList: page.map(describeTable), ...token };
}

interface UpdateTableInput extends InputWithTable {
  readonly SkipArchive?: boolean;
  /** The version the client changed; refused when it is no longer the current one. */
  readonly VersionId?: string;
}

export function updateTable(store: GlueStore, input: UpdateTableInput): object {
  checkCatalog(input);
  const description = readTable(input);
  const table = findTable(store, input.DatabaseName, description.Name);
  if (input.VersionId !== undefined && input.VersionId !== String(table.version)) {
    throw new AwsError(
      'ConcurrentModificationException',
      `Update table failed due to concurrent modifications: the current version is ${table.version}.`,
    );
  }
  store.updateTable(table, description, input.SkipArchive === true ? 'drop' : 'keep');
  return {};
}

export function deleteTable(store: GlueStore, input: DatabaseReference & { readonly Name: string }): object {
  checkCatalog(input);
  const { database, name } = findTable(store, input.DatabaseName, input.Name);
  store.deleteTable(database, name);
  return {};
}

interface BatchDeleteTableInput extends DatabaseReference {
  readonly TablesToDelete: readonly string[];
}

export function batchDeleteTable(store: GlueStore, input: BatchDeleteTableInput): object {
  checkCatalog(input);
  const { name: database } = findDatabase(store, input.DatabaseName);
  const missing = input.TablesToDelete.filter((name) => !store.deleteTable(database, storedName(name)));
  return {
    Errors: missing.map((TableName) => ({
      TableName,
      ErrorDetail: { ErrorCode: 'EntityNotFoundException', ErrorMessage: `Table ${storedName(TableName)} not found.` },
    })),
  };
}

/** What clients see of a table; members the client left out get Glue's defaults. */
export function describeTable(table: TableEntry): object {
  const { StorageDescriptor, ...description } = table.description as { StorageDescriptor?: object };
  return {
    Retention: 0,
    PartitionKeys: [],
    ...description,
    ...(StorageDescriptor === undefined
      ? {}
      : {
          StorageDescriptor: {
            Compressed: false,
            NumberOfBuckets: 0,
            SortColumns: [],
            StoredAsSubDirectories: false,
            ...StorageDescriptor,
          },
        }),
    Name: table.name,
    DatabaseName: table.database,
    CreateTime: table.created / 1000,
    UpdateTime: table.updated / 1000,
    CreatedBy: `arn:aws:iam::${ACCOUNT_ID}:root`,
    IsRegisteredWithLakeFormation: false,
    CatalogId: ACCOUNT_ID,
    VersionId: String(table.version),
  };
}
