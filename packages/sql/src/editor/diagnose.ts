import type { Diagnostic } from '@riffle/plan';
import type { Statement } from '../ast/statements.ts';
import { compileStatement } from '../compile/compile.ts';
import type { CompileEnvironment } from '../compile/environment.ts';
import { parseSql } from '../parser/parse.ts';
import { EditedEnvironment } from './overlay-catalog.ts';

/**
 * What running the text would find wrong with it, without running it. A text that does not parse is not bound, as when
 * it runs. A statement sees what the ones before it make; behind one that makes nothing because of a mistake, the rest
 * cannot be judged and is left alone.
 */
export function diagnose(text: string, env: CompileEnvironment): readonly Diagnostic[] {
  const parsed = parseSql(text);
  if (parsed.diagnostics.some(({ severity }) => severity === 'error')) {
    return parsed.diagnostics;
  }
  const found = [...parsed.diagnostics];
  const edited = new EditedEnvironment(env);
  for (const statement of parsed.statements) {
    if (statement.kind === 'begin-statement-set' || statement.kind === 'end-statement-set') {
      continue;
    }
    const { statement: compiled, diagnostics } = compileStatement(statement, text, edited.environment);
    found.push(...diagnostics);
    if (compiled === undefined && changesSession(statement)) {
      break;
    }
    carryOn(edited, compiled);
  }
  return found;
}

/** The environment a statement that begins at `offset` would find. */
export function environmentAt(text: string, offset: number, env: CompileEnvironment): CompileEnvironment {
  const edited = new EditedEnvironment(env);
  for (const statement of parseSql(text.slice(0, offset)).statements) {
    if (changesSession(statement)) {
      carryOn(edited, compileStatement(statement, text, edited.environment).statement);
    }
  }
  return edited.environment;
}

function carryOn(edited: EditedEnvironment, compiled: ReturnType<typeof compileStatement>['statement']): void {
  if (compiled?.kind === 'operation') {
    edited.apply(compiled.operation);
  } else if (compiled?.kind === 'insert' && compiled.createTable !== undefined) {
    edited.apply(compiled.createTable);
  }
}

/** Statements that later ones may build on. */
function changesSession({ kind }: Statement): boolean {
  return /^(create|drop|alter|use|set|reset|load|unload)/.test(kind);
}
