/** A catalog in memory and a few connectors: what compiling needs, for tests. */
import { types } from '@riffle/columns';
import {
  type CatalogEntry,
  type CatalogOperation,
  type CatalogSnapshot,
  type ChangelogMode,
  type ConnectorDefinition,
  formatIdentifier,
  insertOnly,
  retract,
  upsert,
} from '@riffle/plan';
import { type CompileEnvironment, compileStatement, parseSql } from '../index.ts';

const MODES: Readonly<Record<string, ChangelogMode>> = {
  I: insertOnly,
  'I,UA,D': upsert,
  'UA,PD': { ...upsert, keyOnlyDeletes: true },
  'I,UB,UA,D': retract,
  'I,UB,UA': { updateBefore: true, updateAfter: true, delete: false },
};

const option = (key: string) => ({ key, type: 'string' as const, required: false, description: '' });

/** Reads and writes with the changes its options name. */
const values: ConnectorDefinition = {
  identifier: 'values',
  description: 'rows of a test',
  options: [option('changelog-mode'), option('sink-mode'), option('bounded')],
  usesFormat: false,
  metadata: [
    { key: 'timestamp', type: types.timestampLtz(3), readable: true, writable: true },
    { key: 'partition', type: types.int(), readable: true, writable: false },
  ],
  source: ({ options }) => ({
    changelog: MODES[options['changelog-mode'] ?? 'I'] ?? insertOnly,
    bounded: options['bounded'] === 'true',
  }),
  sink: ({ options, primaryKey }) => ({
    changelog: MODES[options['sink-mode'] ?? ''] ?? (primaryKey.length > 0 ? upsert : retract),
  }),
  lookup: true,
};

const append: ConnectorDefinition = {
  ...values,
  identifier: 'append',
  options: [{ key: 'path', type: 'string', required: true, description: 'Where the file is.' }, option('rate')],
  sink: () => ({ changelog: insertOnly }),
  lookup: false,
};

const { source: _, ...withoutSource } = append;
const printer: ConnectorDefinition = {
  ...withoutSource,
  identifier: 'print',
  options: [],
  sink: () => ({ changelog: retract }),
};

const connectors = [values, append, printer];

/** A session: statements run one after another, tables and views stay. */
export class TestSession {
  readonly entries = new Map<string, CatalogEntry>();
  readonly config: Record<string, string> = {};
  mode: 'streaming' | 'batch' = 'streaming';

  get environment(): CompileEnvironment {
    return {
      catalog: this.#catalog(),
      config: this.config,
      mode: this.mode,
      connectors: {
        connector: (id) => connectors.find((connector) => connector.identifier === id),
        connectors: () => connectors.map((connector) => connector.identifier),
        format: () => undefined,
        formats: () => ['json', 'csv'],
      },
    };
  }

  #catalog(): CatalogSnapshot {
    return {
      currentCatalog: 'default_catalog',
      currentDatabase: 'default_database',
      catalogs: () => ['default_catalog'],
      databases: (catalog) => (catalog === 'default_catalog' ? ['default_database', 'other'] : undefined),
      objects: (catalog, database) =>
        [...this.entries.keys()].flatMap((key) => {
          const prefix = `\`${catalog}\`.\`${database}\`.\``;
          return key.startsWith(prefix) ? [key.slice(prefix.length, -1)] : [];
        }),
      find: (id) => this.entries.get(formatIdentifier(id)),
      isTemporary: () => false,
      findFunction: () => undefined,
      functionNames: () => [],
    };
  }

  /** Compiles every statement of `text`; what makes tables and views is carried out. Gives the last one's result. */
  run(text: string) {
    const parsed = parseSql(text);
    let last: ReturnType<typeof compileStatement> = { diagnostics: parsed.diagnostics };
    for (const statement of parsed.diagnostics.length > 0 ? [] : parsed.statements) {
      last = compileStatement(statement, text, this.environment);
      if (last.statement === undefined) {
        return last;
      }
      if (last.statement?.kind === 'operation') {
        this.#apply(last.statement.operation);
      }
    }
    return last;
  }

  #apply(operation: CatalogOperation): void {
    switch (operation.kind) {
      case 'create-table':
      case 'alter-table':
        this.entries.set(formatIdentifier(operation.id), operation.table);
        break;
      case 'create-view':
        this.entries.set(formatIdentifier(operation.id), operation.view);
        break;
      case 'set':
        if (operation.key !== undefined && operation.value !== undefined) {
          this.config[operation.key] = operation.value;
        }
        break;
      default:
        break;
    }
  }
}
