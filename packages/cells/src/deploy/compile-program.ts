import {
  type Catalog,
  CatalogError,
  CatalogSession,
  GlueCatalog,
  MemoryCatalog,
  OverlayCatalog,
} from '@riffle/catalog';
import { type Diagnostic, lineColumnOf, type PhysicalPlan } from '@riffle/plan';
import { type Insert, parseSql, type Statement } from '@riffle/sql';
import { resolveAwsAccess } from '../aws-access.ts';
import type { AwsAccess } from '../messages.ts';
import { SqlSession } from '../session/sql-session.ts';
import { roleOf } from './note-program.ts';
import { fillProperties, type PropertyGroups } from './properties.ts';

export interface ProgramSource {
  readonly sql: string;
  /** The database of catalog `glue` the program begins in. */
  readonly database: string;
  readonly properties: PropertyGroups;
}

/** Why a program does not compile, at its place in the text that was given. */
export interface ProgramProblem {
  readonly message: string;
  readonly offset: number;
  /** From 1. */
  readonly line: number;
}

export type CompiledProgram =
  | { readonly ok: true; readonly plan: PhysicalPlan; readonly warnings: readonly ProgramProblem[] }
  | { readonly ok: false; readonly problems: readonly ProgramProblem[] };

/** The statements' failure, found at an offset. */
class Refused extends Error {
  readonly problems: readonly ProgramProblem[];

  constructor(problems: readonly ProgramProblem[]) {
    super(problems[0]?.message ?? '');
    this.problems = problems;
  }
}

/**
 * Compiles a program into its one job. Its own CREATE, ALTER and DROP statements count for it alone: the catalog is
 * only read, so compiling twice gives the same plan. `aws` is where Glue is; without it the catalog begins empty.
 */
export async function compileProgram(source: ProgramSource, aws: AwsAccess | undefined): Promise<CompiledProgram> {
  const filled = fillProperties(source.sql, source.properties);
  if (filled.missing.length > 0) {
    const problems = filled.missing.map(({ reference, offset }) => ({
      message: `The application has no property for ${reference}. Add it to its runtime properties, or write a default: ${reference.slice(0, -1)}=value}.`,
      offset,
      line: lineColumnOf(source.sql, offset).line,
    }));
    return { ok: false, problems };
  }
  try {
    return await new ProgramCompiler(filled.text, await openCatalog(source.database, aws), source.database).compile();
  } catch (error) {
    if (error instanceof Refused) {
      return { ok: false, problems: error.problems };
    }
    throw error;
  }
}

async function openCatalog(database: string, aws: AwsAccess | undefined): Promise<Catalog> {
  return aws === undefined
    ? new MemoryCatalog(database)
    : new GlueCatalog({ ...(await resolveAwsAccess(aws)), defaultDatabase: database });
}

class ProgramCompiler {
  readonly #text: string;
  readonly #glue: OverlayCatalog;
  readonly #session: SqlSession;
  readonly #inserts: Insert[] = [];
  readonly #warnings: ProgramProblem[] = [];

  constructor(text: string, base: Catalog, database: string) {
    this.#text = text;
    this.#glue = new OverlayCatalog(base);
    this.#session = new SqlSession(
      new CatalogSession({
        catalogs: { glue: { catalog: this.#glue, options: { type: 'glue' } } },
        currentCatalog: 'glue',
        currentDatabase: this.#glue.normalize(database),
      }),
    );
  }

  async compile(): Promise<CompiledProgram> {
    const { statements, diagnostics } = parseSql(this.#text);
    this.#take(diagnostics);
    for (const statement of statements) {
      await this.#carryOut(statement);
    }
    const [first] = this.#inserts;
    if (first === undefined) {
      throw this.#refuse('Nothing is written anywhere: an application needs at least one INSERT INTO.', 0);
    }
    const compiled = await this.#catching(first, () => this.#session.compile(this.#inserts, this.#text, 'streaming'));
    this.#take(compiled.diagnostics);
    if (compiled.statement?.kind !== 'insert') {
      throw this.#refuse('The INSERTs of this program do not compile.', first.span.start);
    }
    return { ok: true, plan: compiled.statement.plan, warnings: this.#warnings };
  }

  async #carryOut(statement: Statement): Promise<void> {
    switch (roleOf(statement)) {
      case 'writes':
        if (statement.kind === 'create-table') {
          throw this.#refuse(
            'CREATE TABLE … AS cannot run in an application: write CREATE TABLE and INSERT INTO.',
            statement.span.start,
          );
        }
        this.#inserts.push(...insertsOf(statement));
        return;
      case 'defines':
        await this.#define(statement);
        return;
      case 'shows':
      case 'frame':
        return;
      case 'refused':
        throw this.#refuse(
          `${statement.kind.replaceAll('-', ' ').toUpperCase()} cannot run in an application. Remove it.`,
          statement.span.start,
        );
    }
  }

  async #define(statement: Statement): Promise<void> {
    await this.#catching(statement, async () => {
      const compiled = await this.#session.compile([statement], this.#text, 'streaming');
      this.#take(compiled.diagnostics);
      if (compiled.statement?.kind !== 'operation') {
        return;
      }
      const { operation } = compiled.statement;
      const creates = operation.kind === 'create-table' || operation.kind === 'create-view';
      if (creates && operation.id.catalog === 'glue' && !operation.ifNotExists && !operation.temporary) {
        // The note made this table when it ran; the program's own definition is the one that counts for it.
        this.#glue.uncover(operation.id.database, operation.id.object);
      }
      await this.#session.execute(operation);
    });
  }

  /** What the catalog says, at the statement that asked. */
  async #catching<T>(statement: Statement, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof CatalogError ? this.#refuse(error.message, statement.span.start) : error;
    }
  }

  #take(diagnostics: readonly Diagnostic[]): void {
    const problems = diagnostics.map((diagnostic) => ({ diagnostic, problem: this.#problemOf(diagnostic) }));
    const errors = problems.filter(({ diagnostic }) => diagnostic.severity === 'error');
    if (errors.length > 0) {
      throw new Refused(errors.map(({ problem }) => problem));
    }
    this.#warnings.push(...problems.map(({ problem }) => problem));
  }

  #problemOf({ message, hint, span }: Diagnostic): ProgramProblem {
    const text = hint === undefined ? message : `${message} ${hint}`;
    return { message: text, offset: span.start, line: lineColumnOf(this.#text, span.start).line };
  }

  #refuse(message: string, offset: number): Refused {
    return new Refused([{ message, offset, line: lineColumnOf(this.#text, offset).line }]);
  }
}

function insertsOf(statement: Statement): readonly Insert[] {
  switch (statement.kind) {
    case 'insert':
      return [statement];
    case 'statement-set':
      return statement.statements;
    case 'execute':
      return statement.statement.kind === 'insert' ? [statement.statement] : [];
    default:
      return [];
  }
}
