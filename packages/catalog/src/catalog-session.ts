import { unreachable } from '@riffle/base';
import type { CatalogOperation, CatalogSnapshot, RegisteredFunction, SessionConfig } from '@riffle/plan';
import { MemoryCatalog } from './memory-catalog.ts';
import type { OperationResult } from './operation-result.ts';
import { changeCatalog, changeDatabase } from './operations/catalogs.ts';
import { describe } from './operations/describe.ts';
import { changeFunction } from './operations/functions.ts';
import { changeSession, stopJob } from './operations/session.ts';
import { show } from './operations/show.ts';
import { changeObject } from './operations/tables.ts';
import {
  type CatalogFactory,
  type FunctionResolver,
  type JobDirectory,
  type RegisteredCatalog,
  SessionState,
} from './session-state.ts';
import { loadSnapshot } from './snapshot.ts';

export interface CatalogSessionOptions {
  /** Catalogs beside `default_catalog`, by name. */
  readonly catalogs?: Readonly<Record<string, RegisteredCatalog>> | undefined;
  /** Where the session begins; `default_catalog` when absent. */
  readonly currentCatalog?: string | undefined;
  readonly currentDatabase?: string | undefined;
  /** Settings the session begins with and RESET goes back to. */
  readonly settings?: SessionConfig | undefined;
  /** What CREATE CATALOG can make, by `type`, beside `generic_in_memory`. */
  readonly factories?: Readonly<Record<string, CatalogFactory>> | undefined;
  readonly jobs?: JobDirectory | undefined;
  readonly resolveFunction?: FunctionResolver | undefined;
}

const DEFAULT_CATALOG = 'default_catalog';
const DEFAULT_DATABASE = 'default_database';

/**
 * One session's view of all catalogs: where it stands, its temporary objects and its settings. It loads what a statement
 * needs to be compiled, and carries out the statements that start no job.
 */
export class CatalogSession {
  readonly #state: SessionState;

  constructor(options: CatalogSessionOptions = {}) {
    this.#state = new SessionState({
      catalogs: {
        [DEFAULT_CATALOG]: { catalog: new MemoryCatalog(DEFAULT_DATABASE), options: { type: 'generic_in_memory' } },
        ...options.catalogs,
      },
      currentCatalog: options.currentCatalog ?? DEFAULT_CATALOG,
      currentDatabase: options.currentDatabase,
      settings: options.settings ?? {},
      factories: new Map([['generic_in_memory', memoryFactory], ...Object.entries(options.factories ?? {})]),
      jobs: options.jobs,
      resolveFunction: options.resolveFunction ?? (() => undefined),
    });
  }

  get currentCatalog(): string {
    return this.#state.currentCatalog;
  }

  get currentDatabase(): string {
    return this.#state.currentDatabase;
  }

  /** The settings as they are now. */
  get config(): SessionConfig {
    return Object.fromEntries(this.#state.settings);
  }

  /** Names and definitions a statement needs; `referenced` holds the table paths it writes, each of one to three parts. */
  loadSnapshot(referenced: readonly (readonly string[])[] = []): Promise<CatalogSnapshot> {
    return loadSnapshot(this.#state, referenced);
  }

  /** Makes a function from outside SQL callable everywhere in this session; a later one of the same name wins. */
  registerFunction(definition: RegisteredFunction): void {
    this.#state.registeredFunctions.set(definition.name.toLowerCase(), definition);
  }

  /** Carries a statement out. Throws `CatalogError` with what stands against it. */
  async execute(operation: CatalogOperation): Promise<OperationResult> {
    const state = this.#state;
    switch (operation.kind) {
      case 'create-catalog':
      case 'alter-catalog':
      case 'drop-catalog':
        return changeCatalog(state, operation);
      case 'create-database':
      case 'alter-database':
      case 'drop-database':
        return changeDatabase(state, operation);
      case 'create-table':
      case 'alter-table':
      case 'rename-table':
      case 'drop-table':
      case 'add-partitions':
      case 'drop-partitions':
      case 'nothing':
      case 'create-view':
      case 'alter-view':
      case 'rename-view':
      case 'drop-view':
        return changeObject(state, operation);
      case 'create-function':
      case 'alter-function':
      case 'drop-function':
        return changeFunction(state, operation);
      case 'show':
        return show(state, operation);
      case 'describe-table':
      case 'describe-catalog':
      case 'describe-database':
      case 'describe-function':
      case 'describe-job':
        return describe(state, operation);
      case 'use-catalog':
      case 'use-database':
      case 'use-modules':
      case 'load-module':
      case 'unload-module':
      case 'set':
      case 'reset':
      case 'add-jar':
      case 'remove-jar':
      case 'help':
      case 'clear':
      case 'quit':
        return changeSession(state, operation);
      case 'stop-job':
        return stopJob(state, operation);
      default:
        return unreachable(operation);
    }
  }
}

const memoryFactory: CatalogFactory = (options) => new MemoryCatalog(options['default-database']);
