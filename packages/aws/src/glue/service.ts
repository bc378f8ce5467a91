import { glueModel } from '../model/glue-model.ts';
import type { AwsService, Operation } from '../wire/service.ts';
import {
  batchDeleteConnection,
  createConnection,
  deleteConnection,
  getConnection,
  getConnections,
  updateConnection,
} from './connections.ts';
import { createDatabase, deleteDatabase, getDatabase, getDatabases, updateDatabase } from './databases.ts';
import type { GlueStore } from './store.ts';
import { batchDeleteTableVersion, deleteTableVersion, getTableVersion, getTableVersions } from './table-versions.ts';
import { batchDeleteTable, createTable, deleteTable, getTable, getTables, updateTable } from './tables.ts';

/** The Glue Data Catalog over its store. */
export function createGlueService(store: GlueStore): AwsService {
  const bind =
    (operation: (store: GlueStore, input: never) => object): Operation =>
    (input) =>
      operation(store, input);
  return {
    model: glueModel,
    operations: {
      BatchDeleteConnection: bind(batchDeleteConnection),
      BatchDeleteTable: bind(batchDeleteTable),
      BatchDeleteTableVersion: bind(batchDeleteTableVersion),
      CreateConnection: bind(createConnection),
      CreateDatabase: bind(createDatabase),
      CreateTable: bind(createTable),
      DeleteConnection: bind(deleteConnection),
      DeleteDatabase: bind(deleteDatabase),
      DeleteTable: bind(deleteTable),
      DeleteTableVersion: bind(deleteTableVersion),
      GetConnection: bind(getConnection),
      GetConnections: bind(getConnections),
      GetDatabase: bind(getDatabase),
      GetDatabases: bind(getDatabases),
      GetTable: bind(getTable),
      GetTableVersion: bind(getTableVersion),
      GetTableVersions: bind(getTableVersions),
      GetTables: bind(getTables),
      UpdateConnection: bind(updateConnection),
      UpdateDatabase: bind(updateDatabase),
      UpdateTable: bind(updateTable),
    },
  };
}
