import type { CatalogSession } from '@riffle/catalog';
import type { RowField, Value } from '@riffle/columns';
import { type CatalogOperation, definitionLookup } from '@riffle/plan';
import {
  type CompileEnvironment,
  type CompileResult,
  compileStatement,
  compileStatementSet,
  type Insert,
  referencedObjects,
  type Statement,
} from '@riffle/sql';
import { operationMessage } from './operation-message.ts';

/** What an operation answers: rows where it shows something, a sentence where it does something. */
export interface StatementAnswer {
  readonly columns: readonly RowField[];
  readonly rows: readonly (readonly Value[])[];
  readonly message?: string | undefined;
  /** Catalogs, databases or tables are not as they were. */
  readonly changed: boolean;
}

const connectors = definitionLookup();

/** One session's SQL: compiles statements against its catalogs and settings, and carries out those that start no job. */
export class SqlSession {
  readonly catalogs: CatalogSession;

  constructor(catalogs: CatalogSession) {
    this.catalogs = catalogs;
  }

  /** The zone in which local times are shown. */
  get zone(): string {
    const zone = this.catalogs.config['table.local-time-zone'];
    return zone === undefined || zone === 'default' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
  }

  /** Compiles a statement, or INSERTs that become one job, with the catalogs as they are now. */
  async compile(statements: readonly Statement[], text: string, mode: 'streaming' | 'batch'): Promise<CompileResult> {
    const [first] = statements;
    if (first === undefined) {
      return { diagnostics: [] };
    }
    const tables = statements.flatMap((statement) => referencedObjects(statement).tables);
    const environment = await this.environment(
      tables.map((path) => path.parts.map(({ name }) => name)),
      mode,
    );
    return statements.length === 1
      ? compileStatement(first, text, environment)
      : compileStatementSet(statements as readonly Insert[], text, environment);
  }

  /** The catalogs as they are now, with the databases that `paths` of tables lead to, and the settings. */
  async environment(paths: readonly (readonly string[])[], mode: 'streaming' | 'batch'): Promise<CompileEnvironment> {
    const catalog = await this.catalogs.loadSnapshot(paths);
    const { config } = this.catalogs;
    return { catalog, config, mode: runtimeMode(config, mode), connectors };
  }

  /** Throws `CatalogError` with what stands against it. */
  async execute(operation: CatalogOperation): Promise<StatementAnswer> {
    const result = await this.catalogs.execute(operation);
    const message = operationMessage(operation);
    return message === undefined
      ? { ...result, changed: false }
      : { columns: [], rows: [], message: message.text, changed: message.changes };
  }
}

/** `SET 'execution.runtime-mode' = 'batch'` counts over the mode the script was started in. */
function runtimeMode(config: Readonly<Record<string, string>>, mode: 'streaming' | 'batch'): 'streaming' | 'batch' {
  switch (config['execution.runtime-mode']?.toLowerCase()) {
    case 'batch':
      return 'batch';
    case 'streaming':
      return 'streaming';
    default:
      return mode;
  }
}
