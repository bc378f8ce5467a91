import type {
  AlterTable,
  AlterTableAction,
  NewPartition,
  RenameTo,
  ResetOptions,
  SetOptions,
} from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { distribution, ifExists, ifNotExists, optionKeys, partitionSpec, properties, withOptions } from './clauses.ts';
import { alterElements } from './table-elements.ts';

/** `TABLE …` of an ALTER statement. */
export function alterTable(p: Cursor, start: number): AlterTable {
  p.expect('TABLE');
  const exists = ifExists(p);
  const table = p.path('a table name');
  const action = alterTableAction(p);
  return { kind: 'alter-table', ifExists: exists, table, action, span: p.spanFrom(start) };
}

function alterTableAction(p: Cursor): AlterTableAction {
  if (p.is('RENAME')) {
    return rename(p);
  }
  return setOrReset(p) ?? schemaAction(p);
}

/** ADD, MODIFY, DROP: what tables and materialized tables share. */
export function schemaAction(p: Cursor): AlterTableAction {
  const start = p.at;
  switch (p.expectAny('ADD', 'MODIFY', 'DROP')) {
    case 'ADD':
      return add(p, start);
    case 'MODIFY':
      return modify(p, start);
    case 'DROP':
      return drop(p, start);
  }
}

/** `SET (…)` or `RESET (…)`. */
export function setOrReset(p: Cursor): SetOptions | ResetOptions | undefined {
  const start = p.at;
  if (p.accept('SET')) {
    return { kind: 'set-options', options: properties(p), span: p.spanFrom(start) };
  }
  if (p.accept('RESET')) {
    return { kind: 'reset-options', keys: optionKeys(p), span: p.spanFrom(start) };
  }
  return undefined;
}

/** `RENAME TO path`. */
export function renameTo(p: Cursor, what: string): RenameTo {
  const start = p.at;
  p.expect('RENAME', 'TO');
  return { kind: 'rename-to', to: p.path(what), span: p.spanFrom(start) };
}

function rename(p: Cursor): AlterTableAction {
  if (p.key(1) === 'TO') {
    return renameTo(p, 'a table name');
  }
  const start = p.at;
  p.expect('RENAME');
  const from = p.path('a column');
  p.expect('TO');
  const to = p.path('a column');
  return { kind: 'rename-column', from, to, span: p.spanFrom(start) };
}

function add(p: Cursor, start: number): AlterTableAction {
  const exists = ifNotExists(p);
  if (exists || p.is('PARTITION')) {
    return { kind: 'add-partitions', ifNotExists: exists, partitions: newPartitions(p), span: p.spanFrom(start) };
  }
  if (p.accept('DISTRIBUTION')) {
    return { kind: 'add-distribution', distribution: distribution(p, p.at - 1), span: p.spanFrom(start) };
  }
  return { kind: 'add-elements', elements: alterElements(p), span: p.spanFrom(start) };
}

function newPartitions(p: Cursor): readonly NewPartition[] {
  const partitions: NewPartition[] = [];
  do {
    const start = p.at;
    const partition = partitionSpec(p);
    const options = withOptions(p);
    partitions.push({ kind: 'new-partition', partition, options, span: p.spanFrom(start) });
  } while (p.is('PARTITION'));
  return partitions;
}

function modify(p: Cursor, start: number): AlterTableAction {
  if (p.accept('DISTRIBUTION')) {
    return { kind: 'modify-distribution', distribution: distribution(p, p.at - 1), span: p.spanFrom(start) };
  }
  return { kind: 'modify-elements', elements: alterElements(p), span: p.spanFrom(start) };
}

function drop(p: Cursor, start: number): AlterTableAction {
  const exists = ifExists(p);
  if (exists || p.is('PARTITION')) {
    const partitions = p.list(() => partitionSpec(p));
    return { kind: 'drop-partitions', ifExists: exists, partitions, span: p.spanFrom(start) };
  }
  if (p.accept('PRIMARY', 'KEY')) {
    return { kind: 'drop-primary-key', span: p.spanFrom(start) };
  }
  if (p.accept('CONSTRAINT')) {
    return { kind: 'drop-constraint', name: p.name('a constraint name'), span: p.spanFrom(start) };
  }
  if (p.accept('WATERMARK')) {
    return { kind: 'drop-watermark', span: p.spanFrom(start) };
  }
  if (p.accept('DISTRIBUTION')) {
    return { kind: 'drop-distribution', span: p.spanFrom(start) };
  }
  const columns = p.is('(') ? p.parenthesized(() => p.path('a column')) : [p.path('a column')];
  return { kind: 'drop-columns', columns, span: p.spanFrom(start) };
}
