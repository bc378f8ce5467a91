import { formatType } from '@riffle/columns';
import type { CatalogEntry, CatalogSnapshot } from '@riffle/plan';
import type { Completion } from './completion.ts';
import { writtenName } from './names.ts';

export interface TableRequest {
  readonly catalog: CatalogSnapshot;
  /** The parts written before, with dots. */
  readonly qualifier: readonly string[];
  readonly commonTables: readonly string[];
  readonly only?: 'view' | 'database' | undefined;
}

/** Tables and views step by step: here, in a database, in a catalog. */
export function tableCompletions(request: TableRequest): Completion[] {
  const { catalog, qualifier, commonTables } = request;
  const [first, second] = qualifier;
  if (first === undefined) {
    const common = commonTables.map(
      (name): Completion => ({ label: name, kind: 'table', insert: writtenName(name), detail: 'WITH query', rank: 5 }),
    );
    return [
      ...common,
      ...objects(request, catalog.currentCatalog, catalog.currentDatabase),
      ...databases(catalog, catalog.currentCatalog),
      ...catalog.catalogs().map((name) => placeItem(name, 'catalog')),
    ];
  }
  if (second !== undefined) {
    return objects(request, first, second);
  }
  return [
    ...objects(request, catalog.currentCatalog, first),
    ...(catalog.catalogs().includes(first) ? databases(catalog, first) : []),
  ];
}

function databases(catalog: CatalogSnapshot, name: string): Completion[] {
  return (catalog.databases(name) ?? []).map((database) => placeItem(database, 'database'));
}

function placeItem(name: string, kind: 'catalog' | 'database'): Completion {
  return { label: name, kind, insert: writtenName(name), detail: kind, rank: kind === 'database' ? 30 : 40 };
}

function objects(request: TableRequest, catalog: string, database: string): Completion[] {
  if (request.only === 'database') {
    return [];
  }
  return request.catalog.objects(catalog, database).flatMap((object) => {
    const entry = request.catalog.find({ catalog, database, object });
    const wanted = request.only === undefined || entry?.kind === request.only;
    return wanted ? [tableItem(object, entry)] : [];
  });
}

function tableItem(name: string, entry: CatalogEntry | undefined): Completion {
  const kind = entry?.kind ?? 'table';
  const connector = entry?.kind === 'table' ? entry.options['connector'] : undefined;
  return {
    label: name,
    kind,
    insert: writtenName(name),
    detail: connector === undefined ? kind : `${kind} · ${connector}`,
    ...(entry === undefined ? {} : { documentation: describeEntry(entry) }),
    rank: 10,
  };
}

/** The comment and the columns of a table or view, as Markdown. */
export function describeEntry(entry: CatalogEntry): string {
  const columns = entry.kind === 'table' ? entry.schema.columns : entry.columns;
  const lines = columns.map(({ name, type }) => `- \`${name}\` ${formatType(type)}`);
  return [...(entry.comment === undefined ? [] : [entry.comment, '']), ...lines].join('\n');
}
