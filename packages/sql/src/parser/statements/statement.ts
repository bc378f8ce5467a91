import type { Statement } from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { isQueryStart } from '../grammar.ts';
import { alterTable } from './alter-table.ts';
import {
  alterCatalog,
  alterDatabase,
  createCatalog,
  createDatabase,
  dropDatabase,
  loadModule,
  unloadModule,
  use,
} from './catalog.ts';
import { ifExists } from './clauses.ts';
import { createTable } from './create-table.ts';
import {
  analyzeTable,
  beginStatementSet,
  callProcedure,
  compilePlan,
  deleteFrom,
  execute,
  insert,
  queryStatement,
  truncateTable,
  update,
} from './data.ts';
import { explain } from './explain.ts';
import { alterFunction, createFunction, dropFunction } from './function.ts';
import { alterMaterializedTable, createMaterializedTable, dropMaterializedTable } from './materialized-table.ts';
import { alterModel, createModel } from './model.ts';
import { show } from './show.ts';
import {
  addJar,
  clientCommand,
  describe,
  isClientCommand,
  removeJar,
  reset,
  setStatement,
  stopJob,
} from './utility.ts';
import { alterView, createView } from './view.ts';

/** Statements by their first word. */
const STATEMENTS: Readonly<Record<string, (p: Cursor) => Statement>> = {
  CREATE: create,
  REPLACE: replaceTable,
  DROP: drop,
  ALTER: alter,
  INSERT: insert,
  UPSERT: insert,
  UPDATE: update,
  DELETE: deleteFrom,
  TRUNCATE: truncateTable,
  EXECUTE: execute,
  BEGIN: beginStatementSet,
  END: endStatementSet,
  COMPILE: compilePlan,
  CALL: callProcedure,
  ANALYZE: analyzeTable,
  EXPLAIN: explain,
  DESCRIBE: describe,
  DESC: describe,
  SHOW: show,
  USE: use,
  LOAD: loadModule,
  UNLOAD: unloadModule,
  SET: setStatement,
  RESET: reset,
  ADD: addJar,
  REMOVE: removeJar,
  STOP: stopJob,
};

/** One statement, up to but without its semicolon. */
export function statement(p: Cursor): Statement {
  p.parameters = 0;
  if (isQueryStart(p) || p.key() === '(') {
    return queryStatement(p);
  }
  if (p.peek().kind === 'word' && Object.hasOwn(STATEMENTS, p.key())) {
    return (STATEMENTS[p.key()] as (p: Cursor) => Statement)(p);
  }
  if (isClientCommand(p)) {
    return clientCommand(p);
  }
  return noStatement(p);
}

function noStatement(p: Cursor): never {
  if (p.key() === 'MERGE') {
    p.failAt('not-supported', 'MERGE is not supported in Flink SQL.', p.peek());
  }
  for (const word of ['SELECT', 'WITH', 'VALUES', ...Object.keys(STATEMENTS)]) {
    p.is(word);
  }
  p.expecting('a statement such as SELECT, INSERT or CREATE');
  return p.fail();
}

function endStatementSet(p: Cursor): Statement {
  const start = p.at;
  p.expect('END');
  return { kind: 'end-statement-set', span: p.spanFrom(start) };
}

function replaceTable(p: Cursor): Statement {
  const start = p.at;
  p.expect('REPLACE');
  return createTable(p, { start, mode: 'replace', temporary: false });
}

/** What CREATE said before the object's kind. */
interface Creation {
  readonly start: number;
  readonly or?: 'REPLACE' | 'ALTER' | undefined;
  readonly temporary: boolean;
}

function create(p: Cursor): Statement {
  const start = p.at;
  p.expect('CREATE');
  const or = p.accept('OR') ? p.expectAny('REPLACE', 'ALTER') : undefined;
  const temporary = p.accept('TEMPORARY');
  return created(p, { start, or, temporary });
}

function created(p: Cursor, creation: Creation): Statement {
  const { start, or, temporary } = creation;
  if (p.is('MATERIALIZED')) {
    return materialized(p, creation);
  }
  if (or !== 'ALTER' && p.is('TABLE')) {
    return createTable(p, { start, mode: or === 'REPLACE' ? 'create-or-replace' : 'create', temporary });
  }
  if (or !== 'ALTER' && p.is('VIEW')) {
    return createView(p, { start, orReplace: or === 'REPLACE', temporary });
  }
  if (or === undefined && (p.is('FUNCTION') || (temporary && p.is('SYSTEM')))) {
    return createFunction(p, start, temporary);
  }
  if (or === undefined && p.is('MODEL')) {
    return createModel(p, start, temporary);
  }
  if (or === undefined && !temporary && p.is('CATALOG')) {
    return createCatalog(p, start);
  }
  return or === undefined && !temporary && p.is('DATABASE') ? createDatabase(p, start) : p.fail();
}

function materialized(p: Cursor, { start, or, temporary }: Creation): Statement {
  if (temporary) {
    p.failAt('not-supported', 'A materialized table cannot be temporary.', p.peek());
  }
  if (or === 'REPLACE') {
    p.failAt('not-supported', 'A materialized table cannot be replaced; use CREATE OR ALTER.', p.peek());
  }
  return createMaterializedTable(p, start, or === 'ALTER' ? 'create-or-alter' : 'create');
}

function drop(p: Cursor): Statement {
  const start = p.at;
  p.expect('DROP');
  const temporary = p.accept('TEMPORARY');
  if (p.is('MATERIALIZED')) {
    if (temporary) {
      p.failAt('not-supported', 'There are no temporary materialized tables.', p.peek());
    }
    return dropMaterializedTable(p, start);
  }
  if (p.is('FUNCTION') || (temporary && p.is('SYSTEM'))) {
    return dropFunction(p, start, temporary);
  }
  if (!temporary && p.is('DATABASE')) {
    return dropDatabase(p, start);
  }
  return dropNamed(p, start, temporary);
}

/** DROP of a kind that takes no more than a name. */
function dropNamed(p: Cursor, start: number, temporary: boolean): Statement {
  const kind = temporary ? p.expectAny('TABLE', 'VIEW', 'MODEL') : p.expectAny('TABLE', 'VIEW', 'MODEL', 'CATALOG');
  const exists = ifExists(p);
  switch (kind) {
    case 'TABLE':
      return {
        kind: 'drop-table',
        temporary,
        ifExists: exists,
        table: p.path('a table name'),
        span: p.spanFrom(start),
      };
    case 'VIEW':
      return { kind: 'drop-view', temporary, ifExists: exists, view: p.path('a view name'), span: p.spanFrom(start) };
    case 'MODEL':
      return {
        kind: 'drop-model',
        temporary,
        ifExists: exists,
        model: p.path('a model name'),
        span: p.spanFrom(start),
      };
    case 'CATALOG':
      return { kind: 'drop-catalog', ifExists: exists, catalog: p.name('a catalog name'), span: p.spanFrom(start) };
  }
}

function alter(p: Cursor): Statement {
  const start = p.at;
  p.expect('ALTER');
  if (p.isAny('TEMPORARY', 'FUNCTION')) {
    return alterFunction(p, start);
  }
  switch (p.isAny('TABLE', 'MATERIALIZED', 'VIEW', 'CATALOG', 'DATABASE', 'MODEL') ? p.key() : '') {
    case 'TABLE':
      return alterTable(p, start);
    case 'MATERIALIZED':
      return alterMaterializedTable(p, start);
    case 'VIEW':
      return alterView(p, start);
    case 'CATALOG':
      return alterCatalog(p, start);
    case 'DATABASE':
      return alterDatabase(p, start);
    case 'MODEL':
      return alterModel(p, start);
    default:
      return p.fail();
  }
}
