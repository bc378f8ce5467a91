import type { ObjectIdentifier } from './identifier.ts';
import type { CatalogFunction, CatalogTable, CatalogView } from './schema.ts';

type Options = Readonly<Record<string, string>>;

/**
 * What a statement that starts no job asks of the session and its catalogs: plain data, made and checked by the
 * compiler, carried out by whoever owns the catalogs. Names are complete, defaults are filled in, and everything the
 * compiler could check against the catalog snapshot has been checked; existence is checked again when it is carried out.
 */
export type CatalogOperation =
  | CatalogChange
  | DatabaseChange
  | TableChange
  | ViewChange
  | FunctionChange
  | ShowOperation
  | DescribeOperation
  | SessionOperation
  | JobOperation;

export type CatalogChange =
  | {
      readonly kind: 'create-catalog';
      readonly catalog: string;
      readonly ifNotExists: boolean;
      readonly comment?: string | undefined;
      readonly options: Options;
    }
  | {
      readonly kind: 'alter-catalog';
      readonly catalog: string;
      readonly set: Options;
      readonly reset: readonly string[];
      readonly comment?: string | undefined;
    }
  | { readonly kind: 'drop-catalog'; readonly catalog: string; readonly ifExists: boolean };

export type DatabaseChange =
  | {
      readonly kind: 'create-database';
      readonly catalog: string;
      readonly database: string;
      readonly ifNotExists: boolean;
      readonly comment?: string | undefined;
      readonly options: Options;
    }
  | { readonly kind: 'alter-database'; readonly catalog: string; readonly database: string; readonly set: Options }
  | {
      readonly kind: 'drop-database';
      readonly catalog: string;
      readonly database: string;
      readonly ifExists: boolean;
      /** Drop the objects inside too; without it a database that is not empty is an error. */
      readonly cascade: boolean;
    };

export type TableChange =
  | {
      readonly kind: 'create-table';
      readonly id: ObjectIdentifier;
      readonly table: CatalogTable;
      readonly ifNotExists: boolean;
      readonly temporary: boolean;
      /** CREATE OR REPLACE TABLE. */
      readonly replace: boolean;
    }
  | {
      readonly kind: 'alter-table';
      readonly id: ObjectIdentifier;
      /** The table as it is to be afterwards, already validated. */
      readonly table: CatalogTable;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'rename-table';
      readonly id: ObjectIdentifier;
      readonly newName: string;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'drop-table';
      readonly id: ObjectIdentifier;
      readonly ifExists: boolean;
      readonly temporary: boolean;
    }
  | {
      readonly kind: 'add-partitions';
      readonly id: ObjectIdentifier;
      readonly ifNotExists: boolean;
      readonly partitions: readonly { readonly spec: Options; readonly properties: Options }[];
    }
  | {
      readonly kind: 'drop-partitions';
      readonly id: ObjectIdentifier;
      readonly ifExists: boolean;
      readonly partitions: readonly Options[];
    }
  /** ALTER … IF EXISTS of something that is not there. */
  | { readonly kind: 'nothing' };

export type ViewChange =
  | {
      readonly kind: 'create-view';
      readonly id: ObjectIdentifier;
      readonly view: CatalogView;
      readonly ifNotExists: boolean;
      readonly temporary: boolean;
      readonly replace: boolean;
    }
  | { readonly kind: 'alter-view'; readonly id: ObjectIdentifier; readonly view: CatalogView }
  | {
      readonly kind: 'rename-view';
      readonly id: ObjectIdentifier;
      readonly newName: string;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'drop-view';
      readonly id: ObjectIdentifier;
      readonly ifExists: boolean;
      readonly temporary: boolean;
    };

/** A function's place: `id` for catalog functions, only `id.object` counts for temporary system functions. */
export type FunctionChange =
  | {
      readonly kind: 'create-function';
      readonly id: ObjectIdentifier;
      readonly scope: FunctionScope;
      readonly definition: CatalogFunction;
      readonly ifNotExists: boolean;
    }
  | {
      readonly kind: 'alter-function';
      readonly id: ObjectIdentifier;
      readonly scope: FunctionScope;
      readonly definition: CatalogFunction;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: 'drop-function';
      readonly id: ObjectIdentifier;
      readonly scope: FunctionScope;
      readonly ifExists: boolean;
    };
export type FunctionScope = 'catalog' | 'temporary' | 'temporary-system';

/** `[NOT] LIKE` or `ILIKE` of SHOW. */
export interface ShowFilter {
  readonly pattern: string;
  readonly not: boolean;
  readonly ignoreCase: boolean;
}

interface ShowBase<K extends string> {
  readonly kind: 'show';
  readonly what: K;
  readonly filter?: ShowFilter | undefined;
}
interface ShowInDatabase<K extends string> extends ShowBase<K> {
  readonly catalog: string;
  readonly database: string;
}

export type ShowOperation =
  | ShowBase<'catalogs' | 'current-catalog' | 'current-database' | 'jars' | 'jobs'>
  | (ShowBase<'modules'> & { readonly full: boolean })
  | (ShowBase<'databases'> & { readonly catalog: string })
  | ShowInDatabase<'tables' | 'views' | 'materialized-tables' | 'models' | 'procedures'>
  | (ShowInDatabase<'functions'> & { readonly userOnly: boolean })
  | (ShowBase<'columns'> & { readonly id: ObjectIdentifier })
  | (ShowBase<'partitions'> & { readonly id: ObjectIdentifier; readonly spec: Options })
  | (ShowBase<'create-table' | 'create-view'> & { readonly id: ObjectIdentifier })
  | (ShowBase<'create-catalog'> & { readonly catalog: string });

export type DescribeOperation =
  | { readonly kind: 'describe-table'; readonly id: ObjectIdentifier; readonly extended: boolean }
  | { readonly kind: 'describe-catalog'; readonly catalog: string; readonly extended: boolean }
  | {
      readonly kind: 'describe-database';
      readonly catalog: string;
      readonly database: string;
      readonly extended: boolean;
    }
  | { readonly kind: 'describe-function'; readonly path: readonly string[]; readonly extended: boolean }
  | { readonly kind: 'describe-job'; readonly job: string };

export type SessionOperation =
  | { readonly kind: 'use-catalog'; readonly catalog: string }
  | { readonly kind: 'use-database'; readonly catalog: string; readonly database: string }
  | { readonly kind: 'use-modules'; readonly modules: readonly string[] }
  | { readonly kind: 'load-module'; readonly module: string; readonly options: Options }
  | { readonly kind: 'unload-module'; readonly module: string }
  /** Without a key: list the settings. */
  | { readonly kind: 'set'; readonly key?: string | undefined; readonly value?: string | undefined }
  /** Without a key: reset all. */
  | { readonly kind: 'reset'; readonly key?: string | undefined }
  | { readonly kind: 'add-jar'; readonly path: string }
  | { readonly kind: 'remove-jar'; readonly path: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'quit' };

export type JobOperation = {
  readonly kind: 'stop-job';
  readonly job: string;
  readonly withSavepoint: boolean;
  readonly withDrain: boolean;
};
