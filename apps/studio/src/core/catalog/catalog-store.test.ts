import type { CatalogTableView, CatalogTree } from '@riffle/protocol';
import { expect, test } from 'vitest';
import { filterCatalog, sqlName, tableName } from './catalog-store.ts';

function table(database: string, name: string, columns: string[], catalog = 'glue'): CatalogTableView {
  return {
    catalog,
    database,
    name,
    kind: 'table',
    temporary: false,
    columns: columns.map((column) => ({ name: column, type: 'STRING', marks: [] })),
    options: {},
  };
}

const stock = table('default', 'stock', ['ticker', 'price']);
const tree: CatalogTree = {
  currentCatalog: 'glue',
  currentDatabase: 'default',
  databases: [
    { catalog: 'glue', name: 'default', tables: [stock, table('default', 'customers', ['id'])] },
    { catalog: 'glue', name: 'empty', tables: [] },
  ],
};

test('a filter leaves tables by name whole, others with their fitting columns', () => {
  const shown = (filter: string): string[] =>
    filterCatalog(tree, filter).flatMap((database) =>
      database.tables.map((found) => `${found.name}: ${found.columns.map((column) => column.name).join(' ')}`),
    );
  expect(shown('STOCK')).toEqual(['stock: ticker price']);
  expect(shown('ric')).toEqual(['stock: price']);
  expect(filterCatalog(tree, ' ')).toEqual(tree.databases);
});

test('names are as short as they may be, quoted where they must', () => {
  expect([
    tableName(stock, tree),
    tableName(table('other', 'my table', []), tree),
    tableName(table('db', 't', [], 'mem'), tree),
  ]).toEqual(['stock', 'other.`my table`', 'mem.db.t']);
  expect(sqlName('a`b')).toBe('`a``b`');
});
