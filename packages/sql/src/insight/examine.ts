/** One paragraph looked at as a whole: what it has to do with, what it comes to, and what could be said about it. */
import { type Diagnostic, formatIdentifier, type PhysicalPlan } from '@riffle/plan';
import type { Statement } from '../ast/statements.ts';
import { compileStatement } from '../compile/compile.ts';
import type { CompiledStatement } from '../compile/compiled.ts';
import type { CompileEnvironment } from '../compile/environment.ts';
import { EditedEnvironment } from '../editor/overlay-catalog.ts';
import { parseSql } from '../parser/parse.ts';
import { hashObjects, hashPlans, type ParagraphDigest } from './digest.ts';
import { Lineage, type ObjectUse } from './lineage.ts';

/** A statement with what the compiler made of it, where it stands. */
export interface ExaminedStatement {
  readonly statement: Statement;
  readonly compiled: CompiledStatement | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What the statement found: the session, with what the statements before it do. */
  readonly env: CompileEnvironment;
}

export interface ExaminedParagraph {
  readonly text: string;
  readonly statements: readonly ExaminedStatement[];
  readonly uses: readonly ObjectUse[];
  readonly digest: ParagraphDigest;
  /** The session as the paragraph would leave it. */
  readonly after: CompileEnvironment;
}

/** Looks at a paragraph's SQL as if it ran in this session now. A text that does not parse has whole statements at most. */
export function examineParagraph(text: string, env: CompileEnvironment): ExaminedParagraph {
  const edited = new EditedEnvironment(env);
  const lineage = new Lineage();
  const statements: ExaminedStatement[] = [];
  for (const statement of parseSql(text).statements) {
    if (statement.kind === 'begin-statement-set' || statement.kind === 'end-statement-set') {
      continue;
    }
    const before = edited.environment;
    lineage.add(statement, before.catalog);
    const { statement: compiled, diagnostics } = compileStatement(statement, text, before);
    statements.push({ statement, compiled, diagnostics, env: before });
    carryOut(edited, compiled);
  }
  const after = edited.environment;
  return { text, statements, uses: lineage.uses, digest: digestOf(statements, lineage.uses, env, after), after };
}

function carryOut(edited: EditedEnvironment, compiled: CompiledStatement | undefined): void {
  if (compiled?.kind === 'operation') {
    edited.apply(compiled.operation);
  } else if (compiled?.kind === 'insert' && compiled.createTable !== undefined) {
    edited.apply(compiled.createTable);
  }
}

function digestOf(
  statements: readonly ExaminedStatement[],
  uses: readonly ObjectUse[],
  env: CompileEnvironment,
  after: CompileEnvironment,
): ParagraphDigest {
  const objects = uses.filter(({ kind }) => kind !== 'function');
  const inputs = objects.filter(({ role }) => role !== 'makes').map(({ id }) => id);
  const made = objects.filter(({ role }) => role === 'makes').map(({ id }) => id);
  return {
    plans: hashPlans(statements.flatMap(({ compiled }) => planOf(compiled))),
    inputs: hashObjects(inputs, after.catalog),
    made: hashObjects(made, after.catalog),
    existing: hashObjects(made, env.catalog),
    settings: env.config,
    database: `${env.catalog.currentCatalog}.${env.catalog.currentDatabase}`,
  };
}

function planOf(compiled: CompiledStatement | undefined): readonly PhysicalPlan[] {
  return compiled?.kind === 'query' || compiled?.kind === 'insert' ? [compiled.plan] : [];
}

/** Whether a statement changes what later ones find in the session. */
export function changesSession(text: string): boolean {
  return parseSql(text).statements.some(({ kind }) => /^(create|drop|alter|use|set|reset)/.test(kind));
}

/** The name of an object as keys of digests have it. */
export const objectKey = formatIdentifier;
