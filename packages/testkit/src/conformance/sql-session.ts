/** One SQL session: its catalogs and settings, and the compiler over them. */
import { CatalogSession, type OperationResult } from '@riffle/catalog';
import type { CatalogOperation, CatalogTable, DefinitionLookup, Diagnostic } from '@riffle/plan';
import {
  type CompiledStatement,
  type CompileEnvironment,
  type CompileResult,
  compileStatement,
  compileStatementSet,
  parseSql,
  referencedObjects,
  type Statement,
} from '@riffle/sql';

/** The compiler refused a statement; the message is its first error. */
export class CompileFailure extends Error {
  override readonly name = 'CompileFailure';
  /** The code of the diagnostic. */
  readonly code: string;

  constructor({ message, code }: Pick<Diagnostic, 'message' | 'code'>) {
    super(message);
    this.code = code;
  }
}

const NOTHING_COMPILED = { code: 'no-statement', message: 'the compiler gave neither a statement nor an error' };

export class SqlSession {
  readonly #catalog: CatalogSession;
  readonly #connectors: DefinitionLookup;

  constructor(connectors: DefinitionLookup, settings: Readonly<Record<string, string>> = {}) {
    this.#connectors = connectors;
    this.#catalog = new CatalogSession({ settings });
  }

  get config(): Readonly<Record<string, string>> {
    return this.#catalog.config;
  }

  get mode(): CompileEnvironment['mode'] {
    return this.config['execution.runtime-mode']?.toLowerCase() === 'batch' ? 'batch' : 'streaming';
  }

  get zone(): string {
    return this.config['table.local-time-zone'] ?? 'UTC';
  }

  async set(key: string, value: string): Promise<void> {
    await this.#catalog.execute({ kind: 'set', key, value });
  }

  /** Compiles one statement. Throws `CompileFailure`. */
  async compile(text: string): Promise<CompiledStatement> {
    const [statement, ...more] = parse(text);
    if (statement === undefined || more.length > 0) {
      throw new CompileFailure({ code: 'no-statement', message: `expected one statement: ${text}` });
    }
    return compiled(compileStatement(statement, text, await this.#environment([statement])));
  }

  /** Compiles INSERTs that run as one job. Throws `CompileFailure`. */
  async compileSet(texts: readonly string[]): Promise<CompiledStatement> {
    const text = texts.map((statement) => statement.trim().replace(/;$/, '')).join(';\n');
    const statements = parse(text);
    const inserts = statements.filter((statement) => statement.kind === 'insert');
    return compiled(compileStatementSet(inserts, text, await this.#environment(statements)));
  }

  execute(operation: CatalogOperation): Promise<OperationResult> {
    return this.#catalog.execute(operation);
  }

  /** Compiles and carries out a statement that starts no job. */
  async run(text: string): Promise<OperationResult> {
    const statement = await this.compile(text);
    if (statement.kind !== 'operation') {
      throw new Error(`expected a statement for the catalogs: ${text}`);
    }
    return this.execute(statement.operation);
  }

  /** A table of the current database. */
  async table(name: string): Promise<CatalogTable> {
    const snapshot = await this.#catalog.loadSnapshot([[name]]);
    const entry = snapshot.find({
      catalog: snapshot.currentCatalog,
      database: snapshot.currentDatabase,
      object: name,
    });
    if (entry?.kind !== 'table') {
      throw new Error(`there is no table ${name}`);
    }
    return entry;
  }

  async #environment(statements: readonly Statement[]): Promise<CompileEnvironment> {
    const paths = statements.flatMap((statement) => referencedObjects(statement).tables);
    const catalog = await this.#catalog.loadSnapshot(paths.map(({ parts }) => parts.map(({ name }) => name)));
    return { catalog, config: this.config, mode: this.mode, connectors: this.#connectors };
  }
}

function parse(text: string): readonly Statement[] {
  const { statements, diagnostics } = parseSql(text);
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  if (problem !== undefined) {
    throw new CompileFailure(problem);
  }
  return statements;
}

function compiled({ statement, diagnostics }: CompileResult): CompiledStatement {
  if (statement === undefined) {
    const problem = diagnostics.find(({ severity }) => severity === 'error');
    throw new CompileFailure(problem ?? NOTHING_COMPILED);
  }
  return statement;
}
