import type {
  AlterFunction,
  CreateFunction,
  DropFunction,
  FunctionLanguage,
  FunctionResource,
  FunctionScope,
  Path,
} from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { ifExists, ifNotExists, withOptions } from './clauses.ts';

/** `[SYSTEM] FUNCTION`, after an optional TEMPORARY. */
function functionScope(p: Cursor, temporary: boolean): FunctionScope {
  const system = temporary && p.accept('SYSTEM');
  p.expect('FUNCTION');
  if (system) {
    return 'temporary-system';
  }
  return temporary ? 'temporary' : 'catalog';
}

/** A system function has no catalog and database. */
function functionName(p: Cursor, scope: FunctionScope): Path {
  if (scope !== 'temporary-system') {
    return p.path('a function name');
  }
  const name = p.name('a function name');
  return { kind: 'path', parts: [name], span: name.span };
}

function functionBody(p: Cursor): Pick<CreateFunction, 'className' | 'language'> {
  p.expect('AS');
  const className = p.string("the function's class in single quotes");
  const language: FunctionLanguage | undefined = p.accept('LANGUAGE')
    ? p.expectAny('JAVA', 'SCALA', 'SQL', 'PYTHON')
    : undefined;
  return { className, language };
}

export function createFunction(p: Cursor, start: number, temporary: boolean): CreateFunction {
  const scope = functionScope(p, temporary);
  const exists = ifNotExists(p);
  const name = functionName(p, scope);
  const body = functionBody(p);
  const resources = p.is('USING') ? functionResources(p, body.language) : [];
  const options = withOptions(p);
  const span = p.spanFrom(start);
  return { kind: 'create-function', scope, ifNotExists: exists, function: name, ...body, resources, options, span };
}

/** `USING JAR 'a', JAR 'b'`. */
function functionResources(p: Cursor, language: FunctionLanguage | undefined): readonly FunctionResource[] {
  const using = p.next();
  if (language === 'SQL' || language === 'PYTHON') {
    p.failAt('not-allowed-here', `USING goes with JAVA and SCALA functions, not with ${language}.`, using);
  }
  return p.list((): FunctionResource => {
    const start = p.at;
    const type = p.expectAny('JAR', 'FILE', 'ARCHIVE', 'ARTIFACT');
    return { kind: 'function-resource', type, location: p.string(), span: p.spanFrom(start) };
  });
}

export function alterFunction(p: Cursor, start: number): AlterFunction {
  const scope = functionScope(p, p.accept('TEMPORARY'));
  const exists = ifExists(p);
  const name = functionName(p, scope);
  const body = functionBody(p);
  return { kind: 'alter-function', scope, ifExists: exists, function: name, ...body, span: p.spanFrom(start) };
}

export function dropFunction(p: Cursor, start: number, temporary: boolean): DropFunction {
  const scope = functionScope(p, temporary);
  const exists = ifExists(p);
  const name = p.path('a function name');
  return { kind: 'drop-function', scope, ifExists: exists, function: name, span: p.spanFrom(start) };
}
