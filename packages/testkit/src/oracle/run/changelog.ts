/** Applies a changelog to an empty table, and says where it takes back what is not there. */
import type { Value } from '@riffle/columns';
import type { CompiledQuery } from '@riffle/sql';
import type { ResultChange } from './run-query.ts';

export interface Materialized {
  /** Rows as text, sorted. */
  readonly rows: readonly string[];
  /** The first thing wrong with the changes themselves; null when they are well-formed. */
  readonly defect: string | null;
}

/** What the plan promises of its changes. */
export type Promised = Pick<CompiledQuery, 'changelog' | 'upsertKeys'> & {
  /** The columns whose values name the row a change is about, where changes are applied by key. */
  readonly appliedBy?: readonly number[];
};

export interface Strictness {
  /** False: changes of several subtasks may overtake each other, so only the end counts. */
  readonly ordered: boolean;
  /** False: a key may be there twice for a moment. */
  readonly keysAlways: boolean;
}

/** Applies changes in order. */
export function materialize(
  changes: readonly ResultChange[],
  query: Promised,
  { ordered, keysAlways }: Strictness,
): Materialized {
  const unexpected = changes.find(({ op }) => !isDeclared(op, query));
  if (unexpected !== undefined) {
    return { rows: [], defect: `${changeText(unexpected)} comes, though the plan promises none of that kind` };
  }
  if (query.appliedBy !== undefined) {
    return byKey(changes, query.appliedBy);
  }
  if (!query.changelog.updateBefore && query.changelog.updateAfter) {
    return { rows: [], defect: 'a result without a key lacks -U' };
  }
  const defect = ordered ? firstDefect(changes, keysAlways ? query.upsertKeys : []) : null;
  const end = withLeftovers(changes);
  return { rows: end.rows, defect: defect ?? end.defect ?? keyTwice(end.rows, query.upsertKeys) };
}

export function rowText(row: readonly Value[]): string {
  return JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

function changeText({ op, row }: ResultChange): string {
  return `${op}${rowText(row)}`;
}

function isDeclared(op: ResultChange['op'], { changelog }: Promised): boolean {
  switch (op) {
    case '+I':
      return true;
    case '-U':
      return changelog.updateBefore;
    case '+U':
      return changelog.updateAfter;
    case '-D':
      return changelog.delete;
  }
}

/** A delete of a key that is not there does nothing: sources by key may send such, and they are passed on. */
function byKey(changes: readonly ResultChange[], key: readonly number[]): Materialized {
  const rows = new Map<string, string>();
  for (const { op, row } of changes) {
    const keyText = rowText(key.map((column) => row[column] ?? null));
    if (op.startsWith('-')) {
      rows.delete(keyText);
    } else {
      rows.set(keyText, rowText(row));
    }
  }
  return { rows: [...rows.values()].sort(), defect: null };
}

function withLeftovers(changes: readonly ResultChange[]): Materialized {
  const counts = new Map<string, number>();
  for (const { op, row } of changes) {
    const text = rowText(row);
    counts.set(text, (counts.get(text) ?? 0) + (op.startsWith('+') ? 1 : -1));
  }
  const negative = [...counts].find(([, count]) => count < 0);
  return {
    rows: [...counts].flatMap(([text, count]) => new Array<string>(Math.max(0, count)).fill(text)).sort(),
    defect: negative === undefined ? null : `${negative[0]} is taken back more often than it came`,
  };
}

function keyTwice(rows: readonly string[], upsertKeys: Promised['upsertKeys']): string | null {
  for (const columns of upsertKeys) {
    const keys = rows.map((row) => rowText(columns.map((column) => (JSON.parse(row) as Value[])[column] ?? null)));
    const twice = keys.find((key, i) => keys.indexOf(key) !== i);
    if (twice !== undefined) {
      return `at the end two rows have the upsert key ${twice} (columns ${columns.join(', ')})`;
    }
  }
  return null;
}

/** Takes the changes one by one: nothing unknown is taken back, no key is there twice. */
function firstDefect(changes: readonly ResultChange[], upsertKeys: Promised['upsertKeys']): string | null {
  const present = new Map<string, number>();
  const keys = upsertKeys.map((columns) => ({ columns, present: new Map<string, number>() }));
  for (const change of changes) {
    const by = change.op.startsWith('+') ? 1 : -1;
    if (add(present, rowText(change.row), by) < 0) {
      return `${changeText(change)} takes back a row that is not there`;
    }
    for (const key of keys) {
      const keyText = rowText(key.columns.map((column) => change.row[column] ?? null));
      if (add(key.present, keyText, by) > 1) {
        return `${changeText(change)} adds a second row of the upsert key ${keyText} (columns ${key.columns.join(', ')})`;
      }
    }
  }
  return null;
}

function add(counts: Map<string, number>, text: string, by: 1 | -1): number {
  const count = (counts.get(text) ?? 0) + by;
  counts.set(text, count);
  return count;
}
