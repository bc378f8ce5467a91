import type { AlterView, CreateView } from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { renameTo, setOrReset } from './alter-table.ts';
import { ifExists, ifNotExists, optionalComment, readQuery, withOptions } from './clauses.ts';

/** `VIEW …` of a CREATE statement. */
export function createView(
  p: Cursor,
  { start, orReplace, temporary }: { readonly start: number; readonly orReplace: boolean; readonly temporary: boolean },
): CreateView {
  p.expect('VIEW');
  const exists = ifNotExists(p);
  const view = p.path('a view name');
  const columns = p.is('(') ? p.names() : [];
  const comment = optionalComment(p);
  const options = withOptions(p);
  p.expect('AS');
  const query = readQuery(p);
  const span = p.spanFrom(start);
  return {
    kind: 'create-view',
    orReplace,
    temporary,
    ifNotExists: exists,
    view,
    columns,
    comment,
    options,
    query,
    span,
  };
}

/** `VIEW …` of an ALTER statement. */
export function alterView(p: Cursor, start: number): AlterView {
  p.expect('VIEW');
  const exists = ifExists(p);
  const view = p.path('a view name');
  const action = viewAction(p);
  return { kind: 'alter-view', ifExists: exists, view, action, span: p.spanFrom(start) };
}

function viewAction(p: Cursor): AlterView['action'] {
  const start = p.at;
  if (p.accept('AS')) {
    return { kind: 'set-query', query: readQuery(p), span: p.spanFrom(start) };
  }
  return p.is('RENAME') ? renameTo(p, 'a view name') : (setOrReset(p) ?? p.fail());
}
