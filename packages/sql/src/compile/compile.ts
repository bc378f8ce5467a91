/** One statement: bound, planned where it moves rows, or turned into an operation for the catalogs. */
import { type Diagnostic, formatIdentifier, type ObjectIdentifier, type Span } from '@riffle/plan';
import type { Insert } from '../ast/data-statements.ts';
import type { Statement } from '../ast/statements.ts';
import { createBindContext } from '../binder/binder.ts';
import { type BindContext, isErrorNode } from '../binder/context.ts';
import { bindQuery } from '../binder/recursion.ts';
import { placeOfFailure } from '../insight/failure.ts';
import type { LogicalNode } from '../logical/node.ts';
import { bindCreateTableAs } from '../statements/create-table-as.ts';
import { bindInsert } from '../statements/insert.ts';
import { bindOperation } from '../statements/operations.ts';
import type { CompiledInsert, CompiledStatement, CompileResult } from './compiled.ts';
import type { CompileEnvironment } from './environment.ts';
import { explainStatement } from './explain-statement.ts';
import { planRoots } from './plan-roots.ts';

/** Compiles one statement of `text`. Never throws on what a user wrote. */
export function compileStatement(statement: Statement, text: string, env: CompileEnvironment): CompileResult {
  const context = createBindContext(env, text);
  const result = finish(
    context,
    withinStack(context, statement.span, () => compileWith(context, statement)),
  );
  return { ...result, diagnostics: result.diagnostics.map((found) => placed(found, statement, text)) };
}

/** What is found only while planning knows no place of its own. */
function placed(found: Diagnostic, statement: Statement, text: string): Diagnostic {
  return found.code === 'division-by-zero' ? { ...found, span: placeOfFailure(found, [statement], text).span } : found;
}

/** Compiles INSERTs that run as one job; equal parts of their plans are shared. */
export function compileStatementSet(
  statements: readonly Insert[],
  text: string,
  env: CompileEnvironment,
): CompileResult {
  const context = createBindContext(env, text);
  const span = statements[0]?.span ?? { start: 0, end: 0 };
  return finish(
    context,
    withinStack(context, span, () => compileInserts(context, statements)),
  );
}

/** Text nested thousands deep parses, but is more than binding can follow: that too is only a mistake of the text. */
function withinStack<T>(context: BindContext, span: Span, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    context.report('too-deep', 'This statement is nested too deeply.', span, {
      hint: 'Split it: put parts into views or WITH queries.',
    });
    return undefined;
  }
}

function finish(context: BindContext, statement: CompiledStatement | undefined): CompileResult {
  const diagnostics = context.diagnostics.toSorted((a, b) => a.span.start - b.span.start);
  return statement === undefined || context.failed ? { diagnostics } : { statement, diagnostics };
}

function compileWith(context: BindContext, statement: Statement): CompiledStatement | undefined {
  switch (statement.kind) {
    case 'query-statement':
      return compileQuery(context, statement.query);
    case 'insert':
      return compileInserts(context, [statement]);
    case 'execute':
      return compileWith(context, statement.statement);
    case 'statement-set':
      return compileInserts(context, statement.statements);
    case 'explain':
      return explainStatement(context, statement);
    case 'create-table':
      return statement.query === undefined
        ? compileOperation(context, statement)
        : compileCreateTableAs(context, statement);
    default:
      return compileOperation(context, statement);
  }
}

function compileOperation(context: BindContext, statement: Statement): CompiledStatement | undefined {
  const operation = bindOperation(context, statement);
  return operation === undefined ? undefined : { kind: 'operation', operation };
}

function compileQuery(context: BindContext, query: Parameters<typeof bindQuery>[1]): CompiledStatement | undefined {
  const node = bindQuery(context, query);
  if (isErrorNode(node) || context.failed) {
    return undefined;
  }
  const root: LogicalNode = { kind: 'collect', input: node, output: node.output };
  const plan = planRoots(context, [root], query.span);
  const collect = plan?.nodes.find((candidate) => candidate.kind === 'collect');
  return plan === undefined || collect === undefined
    ? undefined
    : {
        kind: 'query',
        plan,
        columns: collect.output,
        changelog: collect.changelog,
        upsertKeys: collect.upsertKeys,
        reads: [...context.reads.values()],
      };
}

function compileInserts(context: BindContext, inserts: readonly Insert[]): CompiledInsert | undefined {
  const sinks = inserts.map((insert) => ({ insert, sink: bindInsert(context, insert) }));
  if (context.failed) {
    return undefined;
  }
  const roots = sinks.flatMap(({ sink }) => sink ?? []);
  const span = inserts[0]?.span ?? { start: 0, end: 0 };
  const plan = planRoots(context, roots, span);
  return plan === undefined
    ? undefined
    : { kind: 'insert', plan, reads: [...context.reads.values()], writes: distinctIds(roots.map((sink) => sink.id)) };
}

function compileCreateTableAs(
  context: BindContext,
  statement: Parameters<typeof bindCreateTableAs>[1],
): CompiledStatement | undefined {
  const bound = bindCreateTableAs(context, statement);
  if (bound === undefined || context.failed) {
    return undefined;
  }
  const plan = planRoots(context, [bound.sink], statement.span);
  return plan === undefined
    ? undefined
    : {
        kind: 'insert',
        plan,
        reads: [...context.reads.values()],
        writes: [bound.sink.id],
        createTable: bound.operation,
      };
}

function distinctIds(ids: readonly ObjectIdentifier[]): ObjectIdentifier[] {
  return [...new Map(ids.map((id) => [formatIdentifier(id), id])).values()];
}
