import type {
  AlterCatalog,
  AlterDatabase,
  CreateCatalog,
  CreateDatabase,
  DropDatabase,
  Statement,
} from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { setOrReset } from './alter-table.ts';
import { ifExists, ifNotExists, optionalComment, properties, withOptions } from './clauses.ts';

export function createCatalog(p: Cursor, start: number): CreateCatalog {
  p.expect('CATALOG');
  const exists = ifNotExists(p);
  const catalog = p.name('a catalog name');
  const comment = optionalComment(p);
  const options = withOptions(p);
  return { kind: 'create-catalog', ifNotExists: exists, catalog, comment, options, span: p.spanFrom(start) };
}

export function alterCatalog(p: Cursor, start: number): AlterCatalog {
  p.expect('CATALOG');
  const catalog = p.name('a catalog name');
  const action = catalogAction(p);
  return { kind: 'alter-catalog', catalog, action, span: p.spanFrom(start) };
}

function catalogAction(p: Cursor): AlterCatalog['action'] {
  const start = p.at;
  const comment = optionalComment(p);
  return comment === undefined
    ? (setOrReset(p) ?? p.fail())
    : { kind: 'set-comment', comment, span: p.spanFrom(start) };
}

export function createDatabase(p: Cursor, start: number): CreateDatabase {
  p.expect('DATABASE');
  const exists = ifNotExists(p);
  const database = p.path('a database name');
  const comment = optionalComment(p);
  const options = withOptions(p);
  return { kind: 'create-database', ifNotExists: exists, database, comment, options, span: p.spanFrom(start) };
}

export function alterDatabase(p: Cursor, start: number): AlterDatabase {
  p.expect('DATABASE');
  const database = p.path('a database name');
  const from = p.at;
  p.expect('SET');
  const options = properties(p);
  const action = { kind: 'set-options', options, span: p.spanFrom(from) } as const;
  return { kind: 'alter-database', database, action, span: p.spanFrom(start) };
}

export function dropDatabase(p: Cursor, start: number): DropDatabase {
  p.expect('DATABASE');
  const exists = ifExists(p);
  const database = p.path('a database name');
  const cascade = p.acceptAny('RESTRICT', 'CASCADE') === 'CASCADE';
  return { kind: 'drop-database', ifExists: exists, database, cascade, span: p.spanFrom(start) };
}

/** `USE CATALOG c`, `USE MODULES a, b`, `USE db`. */
export function use(p: Cursor): Statement {
  const start = p.at;
  p.expect('USE');
  if (p.is('CATALOG') && p.isName(1)) {
    p.next();
    return { kind: 'use-catalog', catalog: p.name('a catalog name'), span: p.spanFrom(start) };
  }
  if (p.accept('MODULES')) {
    return { kind: 'use-modules', modules: p.list(() => p.name('a module name')), span: p.spanFrom(start) };
  }
  return { kind: 'use-database', database: p.path('a database name'), span: p.spanFrom(start) };
}

export function loadModule(p: Cursor): Statement {
  const start = p.at;
  p.expect('LOAD', 'MODULE');
  const module = p.name('a module name');
  const options = withOptions(p);
  return { kind: 'load-module', module, options, span: p.spanFrom(start) };
}

export function unloadModule(p: Cursor): Statement {
  const start = p.at;
  p.expect('UNLOAD', 'MODULE');
  return { kind: 'unload-module', module: p.name('a module name'), span: p.spanFrom(start) };
}
