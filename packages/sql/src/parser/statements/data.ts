import type {
  AnalyzeTable,
  Assignment,
  Call,
  Delete,
  Execute,
  Insert,
  Path,
  PhysicalColumn,
  QueryStatement,
  Statement,
  StatementSet,
  TruncateTable,
  Update,
} from '../../ast/index.ts';
import { call } from '../calls.ts';
import type { Cursor } from '../cursor.ts';
import { expression } from '../grammar.ts';
import { hintList } from '../hints.ts';
import { typeNode } from '../types.ts';
import { optionalPartition, readQuery } from './clauses.ts';

export function queryStatement(p: Cursor): QueryStatement {
  const query = readQuery(p);
  return { kind: 'query-statement', query, span: query.span };
}

/** `INSERT INTO t …`, `INSERT OVERWRITE t …`, `UPSERT INTO t …`. */
export function insert(p: Cursor): Insert {
  const start = p.at;
  const mode = insertMode(p);
  const table = p.path('a table name');
  const hints = hintList(p);
  const extended = p.accept('EXTEND');
  const extend = extended || (isColumnList(p) && hasTypes(p)) ? p.parenthesized(() => typedColumn(p)) : [];
  const partition = optionalPartition(p);
  const columns = isColumnList(p) ? p.parenthesized(() => p.path('a column name')) : [];
  const query = readQuery(p);
  return { kind: 'insert', mode, table, hints, extend, partition, columns, query, span: p.spanFrom(start) };
}

function insertMode(p: Cursor): Insert['mode'] {
  if (p.accept('UPSERT')) {
    if (p.key() === 'OVERWRITE') {
      p.failAt('not-allowed-here', 'OVERWRITE goes with INSERT only.', p.peek());
    }
    p.expect('INTO');
    return 'UPSERT';
  }
  p.expect('INSERT');
  return p.expectAny('INTO', 'OVERWRITE');
}

function isColumnList(p: Cursor): boolean {
  return p.is('(') && p.isName(1);
}

/** Whether a list of columns declares their types: a name and then neither dot, comma nor bracket. */
function hasTypes(p: Cursor): boolean {
  let ahead = 2;
  while (p.key(ahead) === '.') {
    ahead += 2;
  }
  return p.key(ahead) !== ',' && p.key(ahead) !== ')';
}

function typedColumn(p: Cursor): PhysicalColumn {
  const start = p.at;
  const name = p.path('a column name');
  const type = p.run(typeNode(p));
  return { kind: 'physical-column', name, type, span: p.spanFrom(start) };
}

/** `[STATEMENT] SET BEGIN insert; insert; END`, with the words before BEGIN already taken. */
export function statementSet(p: Cursor, start: number): StatementSet {
  p.expect('BEGIN');
  const statements: Insert[] = [];
  do {
    const read = recoverInsert(p);
    if (read !== undefined) {
      statements.push(read);
    }
    p.expect(';');
  } while (!p.accept('END'));
  return { kind: 'statement-set', statements, span: p.spanFrom(start) };
}

/** One insert of a set. An error in it must not hide the ones in the next. */
function recoverInsert(p: Cursor): Insert | undefined {
  try {
    return insert(p);
  } catch (error) {
    p.recover(error);
    p.skipStatement();
    return undefined;
  }
}

/** `EXECUTE PLAN 'file'`, `EXECUTE STATEMENT SET …`, `EXECUTE statement`. */
export function execute(p: Cursor): Statement {
  const start = p.at;
  p.expect('EXECUTE');
  if (p.accept('PLAN')) {
    return { kind: 'execute-plan', file: p.string('a file in single quotes'), span: p.spanFrom(start) };
  }
  return executed(p, start);
}

function executed(p: Cursor, start: number): Execute | StatementSet {
  if (p.accept('STATEMENT', 'SET')) {
    return statementSet(p, start);
  }
  const statement = isInsert(p) ? insert(p) : queryStatement(p);
  return { kind: 'execute', statement, span: p.spanFrom(start) };
}

export function isInsert(p: Cursor): boolean {
  return p.isAny('INSERT', 'UPSERT');
}

/** What EXPLAIN and COMPILE PLAN may hold beside a query. */
export function setOrExecute(p: Cursor): Execute | StatementSet | undefined {
  const start = p.at;
  if (p.accept('STATEMENT', 'SET')) {
    return statementSet(p, start);
  }
  return p.accept('EXECUTE') ? executed(p, start) : undefined;
}

/** `BEGIN STATEMENT SET`. */
export function beginStatementSet(p: Cursor): Statement {
  const start = p.at;
  p.expect('BEGIN', 'STATEMENT', 'SET');
  return { kind: 'begin-statement-set', span: p.spanFrom(start) };
}

/** `COMPILE PLAN 'file' FOR …`, `COMPILE AND EXECUTE PLAN 'file' FOR …`. */
export function compilePlan(p: Cursor): Statement {
  const start = p.at;
  p.expect('COMPILE');
  const runs = p.accept('AND', 'EXECUTE');
  p.expect('PLAN');
  const file = p.string('a file in single quotes');
  const ifNotExists = !runs && p.accept('IF', 'NOT', 'EXISTS');
  p.expect('FOR');
  const from = p.at;
  const statement = p.accept('STATEMENT', 'SET') ? statementSet(p, from) : insert(p);
  return { kind: 'compile-plan', file, ifNotExists, execute: runs, statement, span: p.spanFrom(start) };
}

export function update(p: Cursor): Update {
  const start = p.at;
  p.expect('UPDATE');
  const table = p.path('a table name');
  const hints = hintList(p);
  const alias = p.accept('AS') ? p.name('a table name') : p.acceptName();
  p.expect('SET');
  const assignments = p.list(() => assignment(p));
  const where = p.accept('WHERE') ? p.run(expression(p)) : undefined;
  return { kind: 'update', table, hints, alias, assignments, where, span: p.spanFrom(start) };
}

function assignment(p: Cursor): Assignment {
  const start = p.at;
  const column: Path = p.path('a column name');
  p.expect('=');
  const value = p.run(expression(p));
  return { kind: 'assignment', column, value, span: p.spanFrom(start) };
}

export function deleteFrom(p: Cursor): Delete {
  const start = p.at;
  p.expect('DELETE', 'FROM');
  const table = p.path('a table name');
  const hints = hintList(p);
  const alias = p.accept('AS') ? p.name('a table name') : p.acceptName();
  const where = p.accept('WHERE') ? p.run(expression(p)) : undefined;
  return { kind: 'delete', table, hints, alias, where, span: p.spanFrom(start) };
}

export function truncateTable(p: Cursor): TruncateTable {
  const start = p.at;
  p.expect('TRUNCATE', 'TABLE');
  return { kind: 'truncate-table', table: p.path('a table name'), span: p.spanFrom(start) };
}

export function callProcedure(p: Cursor): Call {
  const start = p.at;
  p.expect('CALL');
  const invocation = p.run(call(p, p.path('a procedure')));
  return { kind: 'call', call: invocation, span: p.spanFrom(start) };
}

export function analyzeTable(p: Cursor): AnalyzeTable {
  const start = p.at;
  p.expect('ANALYZE', 'TABLE');
  const table = p.path('a table name');
  const partition = optionalPartition(p);
  p.expect('COMPUTE', 'STATISTICS');
  const some = p.accept('FOR', 'COLUMNS');
  const columns = some ? p.list(() => p.name('a column name')) : [];
  const allColumns = !some && p.accept('FOR', 'ALL', 'COLUMNS');
  return { kind: 'analyze-table', table, partition, columns, allColumns, span: p.spanFrom(start) };
}
