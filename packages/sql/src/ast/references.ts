import type { SyntaxNode } from './any-node.ts';
import { walk } from './children.ts';
import type { Path } from './node.ts';
import type { Statement } from './statements.ts';

/** What a statement names in the catalogs. Each path once. */
export interface ReferencedObjects {
  /** Tables and views, read or written. */
  readonly tables: readonly Path[];
  readonly functions: readonly Path[];
  readonly models: readonly Path[];
}

/**
 * The catalog objects a statement names, so that they can be loaded before it is bound. Names that a WITH defines are
 * left out unless a catalog table of that name could be meant too (the WITH comes later or in another query).
 */
export function referencedObjects(statement: Statement): ReferencedObjects {
  const found = {
    tables: new Map<string, Path>(),
    functions: new Map<string, Path>(),
    models: new Map<string, Path>(),
  };
  const commonTables = commonTableNames(statement);
  walk(statement, (node) => {
    const table = tableOf(node);
    if (table !== undefined && !(table.parts.length === 1 && commonTables.has(table.parts[0]?.name ?? ''))) {
      add(found.tables, table);
    }
    if (node.kind === 'function-call' && !node.bare) {
      add(found.functions, node.name);
    } else if (node.kind === 'model-argument') {
      add(found.models, node.path);
    }
  });
  return {
    tables: [...found.tables.values()],
    functions: [...found.functions.values()],
    models: [...found.models.values()],
  };
}

function add(paths: Map<string, Path>, path: Path): void {
  const key = JSON.stringify(path.parts.map(({ name }) => name));
  if (!paths.has(key)) {
    paths.set(key, path);
  }
}

function commonTableNames(statement: Statement): ReadonlySet<string> {
  const names = new Set<string>();
  walk(statement, (node) => {
    if (node.kind === 'common-table') {
      names.add(node.name.name);
    }
  });
  return names;
}

/** The table or view a node names by itself. */
function tableOf(node: SyntaxNode): Path | undefined {
  switch (node.kind) {
    case 'named-table':
      return node.path;
    case 'table-argument':
    case 'table-query':
    case 'insert':
    case 'update':
    case 'delete':
    case 'truncate-table':
    case 'analyze-table':
    case 'create-table':
    case 'drop-table':
    case 'alter-table':
    case 'create-materialized-table':
    case 'drop-materialized-table':
    case 'alter-materialized-table':
      return node.table;
    case 'like-clause':
      return node.source;
    case 'create-view':
    case 'drop-view':
    case 'alter-view':
      return node.view;
    case 'describe':
      return node.subject === 'TABLE' ? node.path : undefined;
    case 'show':
      return ['COLUMNS', 'PARTITIONS', 'CREATE TABLE', 'CREATE VIEW', 'CREATE MATERIALIZED TABLE'].includes(
        node.subject,
      )
        ? node.object
        : undefined;
    default:
      return undefined;
  }
}
