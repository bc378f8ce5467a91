import type { Explain, ExplainDetail } from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { isQueryStart } from '../grammar.ts';
import { createTable } from './create-table.ts';
import { deleteFrom, insert, isInsert, queryStatement, setOrExecute, update } from './data.ts';

const DETAILS: readonly ExplainDetail[] = ['ESTIMATED_COST', 'CHANGELOG_MODE', 'PLAN_ADVICE', 'JSON_EXECUTION_PLAN'];

/** `EXPLAIN [PLAN FOR | detail, …] statement`. */
export function explain(p: Cursor): Explain {
  const start = p.at;
  p.expect('EXPLAIN');
  const details = p.accept('PLAN', 'FOR') ? [] : explainDetails(p);
  const statement = explained(p);
  return { kind: 'explain', details, statement, span: p.spanFrom(start) };
}

function explainDetails(p: Cursor): readonly ExplainDetail[] {
  return p.isAny(...DETAILS) ? p.list(() => p.expectAny(...DETAILS)) : [];
}

function explained(p: Cursor): Explain['statement'] {
  const set = setOrExecute(p);
  if (set !== undefined) {
    return set;
  }
  if (isInsert(p)) {
    return insert(p);
  }
  if (p.is('UPDATE')) {
    return update(p);
  }
  if (p.is('DELETE')) {
    return deleteFrom(p);
  }
  if (p.isAny('CREATE', 'REPLACE')) {
    return explainedTable(p);
  }
  if (!isQueryStart(p) && !p.is('(')) {
    p.expecting('a query');
    p.expecting('INSERT');
    p.expecting('CREATE TABLE … AS');
    p.fail();
  }
  return queryStatement(p);
}

function explainedTable(p: Cursor): Explain['statement'] {
  const start = p.at;
  const replace = p.expectAny('CREATE', 'REPLACE') === 'REPLACE';
  const orReplace = !replace && p.accept('OR', 'REPLACE');
  const mode = replace ? 'replace' : orReplace ? 'create-or-replace' : 'create';
  const temporary = p.accept('TEMPORARY');
  const table = createTable(p, { start, mode, temporary });
  if (table.query === undefined) {
    const message = 'Only a CREATE TABLE with a query can be explained: CREATE TABLE … AS SELECT ….';
    p.failAt('not-allowed-here', message, table.span);
  }
  return table;
}
