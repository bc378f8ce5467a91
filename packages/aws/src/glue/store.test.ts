import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VirtualClock } from '@riffle/base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tableNameFilter } from './name-filter.ts';
import { type GlueStore, openGlueStore } from './store.ts';

let folder: string;
let file: string;
let clock: VirtualClock;
let store: GlueStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'riffle-glue-'));
  file = join(folder, 'glue', 'catalog.db');
  clock = new VirtualClock(1000);
  store = openGlueStore(file, clock);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a new catalog holds the empty database default', () => {
  expect(store.databases()).toEqual([{ name: 'default', created: 1000, description: {} }]);
  expect(store.tables('default')).toEqual([]);
});

test('default stays deleted, and everything else stays, over a restart', () => {
  store.deleteDatabase('default');
  store.createDatabase('sales', { Description: 'd' });
  store.createTable('sales', 'stock', { Owner: 'o' });
  store.close();
  store = openGlueStore(file, clock);
  expect(store.databases().map(({ name }) => name)).toEqual(['sales']);
  expect(store.table('sales', 'stock')).toEqual({
    database: 'sales',
    name: 'stock',
    version: 0,
    created: 1000,
    updated: 1000,
    description: { Owner: 'o' },
  });
});

test('tables follow a renamed database and go with a deleted one', () => {
  store.createTable('default', 'stock', {});
  store.updateDatabase('default', 'market', {});
  expect(store.tables('market').map(({ name }) => name)).toEqual(['stock']);
  store.deleteDatabase('market');
  store.createDatabase('market', {});
  expect(store.tables('market')).toEqual([]);
  expect(store.tableVersions('market', 'stock')).toEqual([]);
});

test('versions are kept or dropped as told', () => {
  store.createTable('default', 'stock', { v: 0 });
  const update = (v: number, before: 'keep' | 'drop'): void => {
    const table = store.table('default', 'stock');
    expect(table).toBeDefined();
    if (table !== undefined) {
      clock.advanceBy(1);
      store.updateTable(table, { v }, before);
    }
  };
  update(1, 'keep');
  update(2, 'drop');
  expect(store.tableVersions('default', 'stock').map((each) => [each.version, each.updated, each.description])).toEqual(
    [
      [2, 1002, { v: 2 }],
      [0, 1000, { v: 0 }],
    ],
  );
});

test('a catalog of a newer version is refused', () => {
  store.close();
  const sqlite = new DatabaseSync(file);
  sqlite.exec('PRAGMA user_version = 9');
  sqlite.close();
  expect(() => openGlueStore(file, clock)).toThrow(/newer version \(format 9\)/);
  const again = new DatabaseSync(file);
  again.exec('PRAGMA user_version = 1');
  again.close();
  store = openGlueStore(file, clock);
});

test.each([
  [undefined, ['stock', 'stocks_2', 'trades']],
  ['', ['stock', 'stocks_2', 'trades']],
  ['stock*', ['stock', 'stocks_2']],
  ['*s', ['trades']],
  ['STOCK|trades', ['stock', 'trades']],
  ['stock.*', ['stock', 'stocks_2']],
  ['stock', ['stock']],
  ['[s-t]+.+_\\d', ['stocks_2']],
])('the expression %j', (expression, expected) => {
  expect(['stock', 'stocks_2', 'trades'].filter(tableNameFilter(expression))).toEqual(expected);
});

test.each(['(a+)+', '[', '(x*)*y'])('the expression %j is refused', (expression) => {
  expect(() => tableNameFilter(expression)).toThrow(/expression/);
});
