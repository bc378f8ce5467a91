import type { LogicalType } from '@riffle/columns';
import type { ObjectIdentifier } from './identifier.ts';
import type { CatalogEntry, CatalogFunction } from './schema.ts';

/**
 * All the binder may know of the outside, as it stood at one moment. Synchronous by design: whoever binds a statement
 * first loads the catalog objects it names.
 */
export interface CatalogSnapshot {
  readonly currentCatalog: string;
  readonly currentDatabase: string;
  catalogs(): readonly string[];
  databases(catalog: string): readonly string[] | undefined;
  /** Names of tables and views of a database, temporary ones included. */
  objects(catalog: string, database: string): readonly string[];
  /** A table or view; temporary objects come first. */
  find(id: ObjectIdentifier): CatalogEntry | undefined;
  isTemporary(id: ObjectIdentifier): boolean;
  /** A registered function by the name a query uses. */
  findFunction(path: readonly string[]): RegisteredFunction | undefined;
  functionNames(): readonly string[];
}

/** A user's function as the binder sees it. */
export interface RegisteredFunction {
  readonly name: string;
  readonly definition: CatalogFunction;
  readonly kind: 'scalar' | 'table' | 'aggregate';
  readonly argumentTypes?: readonly LogicalType[] | undefined;
  readonly resultType: LogicalType;
  readonly deterministic: boolean;
}

/** The session's settings, keys and values as SET gave them. */
export type SessionConfig = Readonly<Record<string, string>>;
