import type { AlterModel, CreateModel } from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { renameTo, setOrReset } from './alter-table.ts';
import { ifExists, ifNotExists, optionalComment, readQuery, withOptions } from './clauses.ts';
import { tableElements } from './table-elements.ts';

export function createModel(p: Cursor, start: number, temporary: boolean): CreateModel {
  p.expect('MODEL');
  const exists = ifNotExists(p);
  const model = p.path('a model name');
  const input = p.accept('INPUT') ? tableElements(p) : [];
  const output = p.accept('OUTPUT') ? tableElements(p) : [];
  const comment = optionalComment(p);
  const options = withOptions(p);
  const query = p.accept('AS') ? readQuery(p) : undefined;
  const span = p.spanFrom(start);
  return { kind: 'create-model', temporary, ifNotExists: exists, model, input, output, comment, options, query, span };
}

export function alterModel(p: Cursor, start: number): AlterModel {
  p.expect('MODEL');
  const exists = ifExists(p);
  const model = p.path('a model name');
  const action = p.is('RENAME') ? renameTo(p, 'a model name') : (setOrReset(p) ?? p.fail());
  return { kind: 'alter-model', ifExists: exists, model, action, span: p.spanFrom(start) };
}
