import { type CatalogOperation, formatIdentifier, type ObjectIdentifier } from '@riffle/plan';

export interface OperationMessage {
  readonly text: string;
  /** What people see in the catalog panel may be different now. */
  readonly changes: boolean;
}

const changed = (text: string): OperationMessage => ({ text, changes: true });
const said = (text: string): OperationMessage => ({ text, changes: false });
const nameOf = (id: ObjectIdentifier): string => formatIdentifier(id).replaceAll('`', '');

/** What a statement that does something answers, as a sentence; undefined for those that show rows. */
export function operationMessage(operation: CatalogOperation): OperationMessage | undefined {
  switch (operation.kind) {
    case 'create-table':
      return changed(`Table ${nameOf(operation.id)} has been created.`);
    case 'create-view':
      return changed(`View ${nameOf(operation.id)} has been created.`);
    case 'create-function':
      return changed(`Function ${operation.id.object} has been created.`);
    case 'create-database':
      return changed(`Database ${operation.catalog}.${operation.database} has been created.`);
    case 'create-catalog':
      return changed(`Catalog ${operation.catalog} has been created.`);
    case 'drop-table':
      return changed(`Table ${nameOf(operation.id)} has been dropped.`);
    case 'drop-view':
      return changed(`View ${nameOf(operation.id)} has been dropped.`);
    case 'drop-function':
      return changed(`Function ${operation.id.object} has been dropped.`);
    case 'drop-database':
      return changed(`Database ${operation.catalog}.${operation.database} has been dropped.`);
    case 'drop-catalog':
      return changed(`Catalog ${operation.catalog} has been dropped.`);
    case 'use-catalog':
      return changed(`The current catalog is ${operation.catalog}.`);
    case 'use-database':
      return changed(`The current database is ${operation.catalog}.${operation.database}.`);
    case 'alter-table':
    case 'rename-table':
    case 'alter-view':
    case 'rename-view':
    case 'alter-function':
    case 'alter-database':
    case 'alter-catalog':
    case 'add-partitions':
    case 'drop-partitions':
      return changed('Altered.');
    case 'set':
      return operation.key === undefined ? undefined : said(`${operation.key} is set to ${operation.value}.`);
    case 'reset':
      return said(operation.key === undefined ? 'All settings are reset.' : `${operation.key} is reset.`);
    case 'nothing':
      return said('Nothing to do.');
    case 'use-modules':
    case 'load-module':
    case 'unload-module':
    case 'add-jar':
    case 'remove-jar':
    case 'clear':
    case 'quit':
    case 'stop-job':
      return said('OK');
    case 'show':
    case 'describe-table':
    case 'describe-catalog':
    case 'describe-database':
    case 'describe-function':
    case 'describe-job':
    case 'help':
      return undefined;
  }
}
