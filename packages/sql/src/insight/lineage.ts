/** Which catalog objects a paragraph reads, makes and writes: by name, so that it holds before anything has run. */
import { type CatalogSnapshot, formatIdentifier, type ObjectIdentifier } from '@riffle/plan';
import { walk } from '../ast/children.ts';
import type { Path } from '../ast/node.ts';
import { referencedObjects } from '../ast/references.ts';
import type { Statement } from '../ast/statements.ts';
import { parseSql } from '../parser/parse.ts';

export type ObjectRole = 'reads' | 'makes' | 'writes';

/** One object a paragraph has to do with. */
export interface ObjectUse {
  readonly id: ObjectIdentifier;
  readonly role: ObjectRole;
  readonly kind: 'table' | 'view' | 'function';
}

/** Objects a statement makes or takes away. */
const MAKERS = /^create-(table|view|function|materialized-table)$/;
const DROPS = /^(drop|alter)-/;

/** Collects the uses of statements in order: what one statement makes, a later one does not read from elsewhere. */
export class Lineage {
  readonly #uses = new Map<string, ObjectUse>();
  readonly #made = new Set<string>();

  /** `catalog` is the one the statement would find. */
  add(statement: Statement, catalog: CatalogSnapshot): void {
    if (DROPS.test(statement.kind)) {
      return;
    }
    const written = new Set<Path>();
    for (const { path, role, kind } of targetsOf(statement)) {
      written.add(path);
      this.#put({ id: resolvePath(path, catalog), role, kind });
    }
    for (const path of referencedObjects(statement).tables) {
      if (![...written].some((target) => samePath(target, path))) {
        this.#read(resolvePath(path, catalog), catalog);
      }
    }
    for (const path of referencedObjects(statement).functions) {
      const names = path.parts.map(({ name }) => name);
      if (catalog.findFunction(names) !== undefined) {
        this.#put({ id: resolvePath(path, catalog), role: 'reads', kind: 'function' });
      }
    }
  }

  get uses(): readonly ObjectUse[] {
    return [...this.#uses.values()];
  }

  #read(id: ObjectIdentifier, catalog: CatalogSnapshot): void {
    if (!this.#made.has(formatIdentifier(id))) {
      this.#put({ id, role: 'reads', kind: catalog.find(id)?.kind ?? 'table' });
    }
  }

  #put(use: ObjectUse): void {
    const name = formatIdentifier(use.id);
    if (use.role === 'makes') {
      this.#made.add(name);
    }
    // A table that is made here and then written here is made here.
    const key = use.role === 'reads' ? `reads ${name}` : name;
    if (!this.#uses.has(key)) {
      this.#uses.set(key, use);
    }
  }
}

interface Target {
  readonly path: Path;
  readonly role: 'makes' | 'writes';
  readonly kind: ObjectUse['kind'];
}

function targetsOf(statement: Statement): Target[] {
  const targets: Target[] = [];
  walk(statement, (node) => {
    if (node.kind === 'insert') {
      targets.push({ path: node.table, role: 'writes', kind: 'table' });
    } else if (MAKERS.test(node.kind)) {
      targets.push(...madeBy(node as Statement));
    }
  });
  return statement.kind === 'explain' ? [] : targets;
}

function madeBy(statement: Statement): Target[] {
  switch (statement.kind) {
    case 'create-table':
    case 'create-materialized-table':
      return [{ path: statement.table, role: 'makes', kind: 'table' }];
    case 'create-view':
      return [{ path: statement.view, role: 'makes', kind: 'view' }];
    case 'create-function':
      return [{ path: statement.function, role: 'makes', kind: 'function' }];
    default:
      return [];
  }
}

function samePath(a: Path, b: Path): boolean {
  return a.parts.length === b.parts.length && a.parts.every((part, i) => part.name === b.parts[i]?.name);
}

/** The full name a path means in a session that stands where the snapshot stands. */
export function resolvePath(path: Path, { currentCatalog, currentDatabase }: CatalogSnapshot): ObjectIdentifier {
  const names = path.parts.map(({ name }) => name);
  return {
    catalog: names.at(-3) ?? currentCatalog,
    database: names.at(-2) ?? currentDatabase,
    object: names.at(-1) ?? '',
  };
}

/** The tables below a view, through views it reads; empty for a table. */
export function baseTables(id: ObjectIdentifier, catalog: CatalogSnapshot): ObjectIdentifier[] {
  const found = new Map<string, ObjectIdentifier>();
  const seen = new Set<string>();
  const visit = (at: ObjectIdentifier): void => {
    const entry = catalog.find(at);
    const name = formatIdentifier(at);
    if (seen.has(name)) {
      return;
    }
    seen.add(name);
    if (entry?.kind !== 'view') {
      found.set(name, at);
      return;
    }
    for (const statement of parseSql(entry.expandedQuery).statements) {
      for (const path of referencedObjects(statement).tables) {
        visit(resolvePath(path, catalog));
      }
    }
  };
  visit(id);
  return catalog.find(id)?.kind === 'view' ? [...found.values()] : [];
}
