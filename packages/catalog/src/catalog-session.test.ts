import { types } from '@riffle/columns';
import type { CatalogOperation, CatalogTable, CatalogView, ObjectIdentifier, ShowFilter } from '@riffle/plan';
import { describe, expect, it } from 'vitest';
import { CatalogSession } from './catalog-session.ts';

const id = (object: string, database = 'default_database', catalog = 'default_catalog'): ObjectIdentifier => ({
  catalog,
  database,
  object,
});

const orders: CatalogTable = {
  kind: 'table',
  schema: {
    columns: [
      { kind: 'physical', name: 'user', type: { ...types.bigint(), nullable: false }, comment: "the 'user'" },
      { kind: 'physical', name: 'product', type: types.string() },
      { kind: 'physical', name: 'ts', type: types.timestamp(3) },
      { kind: 'metadata', name: 'at', type: types.timestampLtz(3), key: 'timestamp', virtual: true },
      {
        kind: 'computed',
        name: 'ptime',
        expression: 'PROCTIME()',
        type: { ...types.timestampLtz(3, 'proctime'), nullable: false },
      },
    ],
    watermarks: [{ column: 'ts', expression: "`ts` - INTERVAL '1' SECOND" }],
    primaryKey: { columns: ['user'] },
  },
  partitionKeys: ['product'],
  options: { 'x.password': 'p', connector: 'datagen' },
  comment: "all 'orders'",
};

const view: CatalogView = {
  kind: 'view',
  originalQuery: 'SELECT product FROM orders',
  expandedQuery: 'SELECT `orders`.`product`\nFROM `default_catalog`.`default_database`.`orders` AS `orders`',
  columns: [{ name: 'product', type: types.string() }],
};

function createTable(
  object: string,
  more: Partial<Extract<CatalogOperation, { kind: 'create-table' }>> = {},
): CatalogOperation {
  return {
    kind: 'create-table',
    id: id(object),
    table: orders,
    ifNotExists: false,
    temporary: false,
    replace: false,
    ...more,
  };
}

function createView(object: string, temporary = false): CatalogOperation {
  return { kind: 'create-view', id: id(object), view, ifNotExists: false, temporary, replace: false };
}

const inDefault = { catalog: 'default_catalog', database: 'default_database' };

function showTables(filter?: ShowFilter): CatalogOperation {
  return { kind: 'show', what: 'tables', ...inDefault, filter };
}

async function rows(session: CatalogSession, operation: CatalogOperation): Promise<unknown[]> {
  return (await session.execute(operation)).rows.map((row) => (row.length === 1 ? row[0] : row));
}

async function run(...operations: CatalogOperation[]): Promise<CatalogSession> {
  const session = new CatalogSession();
  for (const operation of operations) {
    await session.execute(operation);
  }
  return session;
}

describe('tables and views', () => {
  it('are listed, filtered, described and printed', async () => {
    const session = await run(createTable('orders'), createView('v1'), createTable('t', { temporary: true }));
    expect(await session.execute(showTables())).toEqual({
      columns: [{ name: 'table name', type: { ...types.string(), nullable: false } }],
      rows: [['orders'], ['t'], ['v1']],
    });
    expect(await rows(session, { kind: 'show', what: 'views', ...inDefault })).toEqual(['v1']);
    expect(await rows(session, showTables({ pattern: 'O%', not: false, ignoreCase: true }))).toEqual(['orders']);
    expect(await rows(session, showTables({ pattern: '_', not: true, ignoreCase: false }))).toEqual(['orders', 'v1']);
    const described = await session.execute({ kind: 'describe-table', id: id('orders'), extended: false });
    expect(described.columns.map((column) => column.name)).toEqual([
      'name',
      'type',
      'null',
      'key',
      'extras',
      'watermark',
      'comment',
    ]);
    expect(described.rows).toEqual([
      ['user', 'BIGINT', false, 'PRI(user)', '', '', "the 'user'"],
      ['product', 'STRING', true, '', '', '', ''],
      ['ts', 'TIMESTAMP(3) *ROWTIME*', true, '', '', "`ts` - INTERVAL '1' SECOND", ''],
      ['at', 'TIMESTAMP_LTZ(3)', true, '', "METADATA FROM 'timestamp' VIRTUAL", '', ''],
      ['ptime', 'TIMESTAMP_LTZ(3) *PROCTIME*', false, '', 'AS PROCTIME()', '', ''],
    ]);
    expect(await rows(session, { kind: 'show', what: 'create-table', id: id('orders') })).toEqual([
      [
        'CREATE TABLE `default_catalog`.`default_database`.`orders` (',
        "  `user` BIGINT NOT NULL COMMENT 'the ''user''',",
        '  `product` VARCHAR(2147483647),',
        '  `ts` TIMESTAMP(3),',
        "  `at` TIMESTAMP(3) WITH LOCAL TIME ZONE METADATA FROM 'timestamp' VIRTUAL,",
        '  `ptime` AS PROCTIME(),',
        "  WATERMARK FOR `ts` AS `ts` - INTERVAL '1' SECOND,",
        '  CONSTRAINT `PK_user` PRIMARY KEY (`user`) NOT ENFORCED',
        ')',
        "COMMENT 'all ''orders'''",
        'PARTITIONED BY (`product`)',
        'WITH (',
        "  'connector' = 'datagen',",
        "  'x.password' = '******'",
        ')',
      ].join('\n'),
    ]);
    expect(await rows(session, { kind: 'show', what: 'create-view', id: id('v1') })).toEqual([
      `CREATE VIEW \`default_catalog\`.\`default_database\`.\`v1\` (\n  \`product\`\n)\nAS ${view.expandedQuery}`,
    ]);
  });

  it.each<[string, CatalogOperation[], CatalogOperation]>([
    [
      'Table default_database.orders already exists in Catalog default_catalog.',
      [createTable('orders')],
      createTable('orders'),
    ],
    [
      "Temporary table '`default_catalog`.`default_database`.`t`' already exists.",
      [createTable('t', { temporary: true })],
      createTable('t', { temporary: true }),
    ],
    [
      "Table with identifier 'default_catalog.default_database.x' does not exist.",
      [],
      { kind: 'drop-table', id: id('x'), ifExists: false, temporary: false },
    ],
    [
      "View with identifier 'default_catalog.default_database.orders' does not exist.",
      [createTable('orders')],
      { kind: 'drop-view', id: id('orders'), ifExists: false, temporary: false },
    ],
    [
      "Temporary view with identifier '`default_catalog`.`default_database`.`v`' exists. Drop it first before removing the permanent view.",
      [createView('v'), createView('v', true)],
      { kind: 'drop-view', id: id('v'), ifExists: false, temporary: false },
    ],
    [
      "Table `default_catalog`.`default_database`.`x` doesn't exist or is a temporary table.",
      [createTable('x', { temporary: true })],
      { kind: 'rename-table', id: id('x'), newName: 'y', ifExists: false },
    ],
    [
      "Tables or views with the identifier 'default_catalog.default_database.x' doesn't exist.",
      [],
      { kind: 'describe-table', id: id('x'), extended: false },
    ],
    [
      'SHOW CREATE VIEW is only supported for views, but `default_catalog`.`default_database`.`orders` is a table. Please use SHOW CREATE TABLE instead.',
      [createTable('orders')],
      { kind: 'show', what: 'create-view', id: id('orders') },
    ],
    ['Database nope does not exist in Catalog default_catalog.', [], createTable('x', { id: id('x', 'nope') })],
  ])('%s', async (message, before, operation) => {
    const session = await run(...before);
    await expect(session.execute(operation)).rejects.toThrow(message);
  });

  it('are renamed, replaced and dropped, if they exist', async () => {
    const session = await run(
      createTable('a'),
      createTable('a', { ifNotExists: true }),
      createTable('a', { replace: true, table: { ...orders, options: { connector: 'print' } } }),
      { kind: 'rename-table', id: id('a'), newName: 'b', ifExists: false },
      { kind: 'rename-table', id: id('a'), newName: 'c', ifExists: true },
      { kind: 'drop-table', id: id('a'), ifExists: true, temporary: false },
      createView('v', true),
      { kind: 'drop-view', id: id('v'), ifExists: false, temporary: true },
    );
    const snapshot = await session.loadSnapshot();
    expect(snapshot.objects('default_catalog', 'default_database')).toEqual(['b']);
    expect((snapshot.find(id('b')) as CatalogTable).options).toEqual({ connector: 'print' });
  });

  it('have partitions', async () => {
    const spec = { product: 'x' };
    const session = await run(createTable('orders'), {
      kind: 'add-partitions',
      id: id('orders'),
      ifNotExists: false,
      partitions: [
        { spec, properties: {} },
        { spec: { product: 'y' }, properties: {} },
      ],
    });
    const showPartitions: CatalogOperation = { kind: 'show', what: 'partitions', id: id('orders'), spec: {} };
    expect(await rows(session, showPartitions)).toEqual(['product=x', 'product=y']);
    await session.execute({ kind: 'drop-partitions', id: id('orders'), ifExists: false, partitions: [spec] });
    expect(await rows(session, showPartitions)).toEqual(['product=y']);
  });
});

describe('catalogs and databases', () => {
  const catalog = (name: string): CatalogOperation => ({
    kind: 'create-catalog',
    catalog: name,
    ifNotExists: false,
    comment: "it's",
    options: { type: 'generic_in_memory', 'default-database': 'db' },
  });
  const database = (name: string): CatalogOperation => ({
    kind: 'create-database',
    catalog: 'default_catalog',
    database: name,
    ifNotExists: false,
    options: { k: 'v' },
  });

  it('are made, used, described and dropped', async () => {
    const session = await run(catalog('c1'), { kind: 'use-catalog', catalog: 'c1' });
    expect([session.currentCatalog, session.currentDatabase]).toEqual(['c1', 'db']);
    expect(await rows(session, { kind: 'show', what: 'catalogs' })).toEqual(['c1', 'default_catalog']);
    expect(await rows(session, { kind: 'show', what: 'create-catalog', catalog: 'c1' })).toEqual([
      "CREATE CATALOG `c1`\nCOMMENT 'it''s'\nWITH (\n  'default-database' = 'db',\n  'type' = 'generic_in_memory'\n)",
    ]);
    await session.execute({ kind: 'alter-catalog', catalog: 'c1', set: { k: 'v' }, reset: ['default-database'] });
    expect(await rows(session, { kind: 'describe-catalog', catalog: 'c1', extended: true })).toEqual([
      ['name', 'c1'],
      ['type', 'generic_in_memory'],
      ['comment', "it's"],
      ['option:k', 'v'],
    ]);
    await session.execute({ kind: 'drop-catalog', catalog: 'default_catalog', ifExists: false });
    expect(await rows(session, { kind: 'show', what: 'catalogs' })).toEqual(['c1']);
  });

  it('keep and drop databases', async () => {
    const session = await run(database('a'), database('b'), createTable('t', { id: id('t', 'b') }));
    const drop = (name: string, cascade = false): CatalogOperation => ({
      kind: 'drop-database',
      catalog: 'default_catalog',
      database: name,
      ifExists: false,
      cascade,
    });
    await expect(session.execute(drop('b'))).rejects.toThrow('Database b in catalog default_catalog is not empty.');
    await expect(session.execute(drop('default_database'))).rejects.toThrow('currently in use');
    await session.execute(drop('b', true));
    await session.execute({ kind: 'alter-database', catalog: 'default_catalog', database: 'a', set: { k: 'w' } });
    expect(await rows(session, { kind: 'show', what: 'databases', catalog: 'default_catalog' })).toEqual([
      'a',
      'default_database',
    ]);
    expect(
      await rows(session, { kind: 'describe-database', catalog: 'default_catalog', database: 'a', extended: true }),
    ).toEqual([
      ['name', 'a'],
      ['catalog', 'default_catalog'],
      ['comment', ''],
      ['property:k', 'w'],
    ]);
  });

  it.each<[string, CatalogOperation[], CatalogOperation]>([
    ['A catalog with name [x] does not exist.', [], { kind: 'use-catalog', catalog: 'x' }],
    [
      'A database with name [x] does not exist in the catalog: [default_catalog].',
      [],
      { kind: 'use-database', catalog: 'default_catalog', database: 'x' },
    ],
    ['Catalog c1 already exists.', [catalog('c1')], catalog('c1')],
    [
      'Cannot drop a catalog which is currently in use.',
      [],
      { kind: 'drop-catalog', catalog: 'default_catalog', ifExists: false },
    ],
    [
      "There is no catalog of the type 'hive'. Known types are generic_in_memory.",
      [],
      { kind: 'create-catalog', catalog: 'h', ifNotExists: false, options: { type: 'hive' } },
    ],
    ['Database a already exists in Catalog default_catalog.', [database('a')], database('a')],
    [
      'Catalog my does not exist.',
      [],
      { ...(database('db') as Extract<CatalogOperation, { kind: 'create-database' }>), catalog: 'my' },
    ],
  ])('%s', async (message, before, operation) => {
    await expect((await run(...before)).execute(operation)).rejects.toThrow(message);
  });
});

describe('functions', () => {
  const create = (object: string, scope: 'catalog' | 'temporary' | 'temporary-system'): CatalogOperation => ({
    kind: 'create-function',
    id: id(object),
    scope,
    definition: { className: 'Lower', language: 'JAVA' },
    ifNotExists: false,
  });
  const userFunctions: CatalogOperation = { kind: 'show', what: 'functions', ...inDefault, userOnly: true };

  it('are listed: of the catalog, temporary, and temporary for all', async () => {
    const session = await run(
      create('Func1', 'catalog'),
      create('func2', 'temporary'),
      create('func1', 'temporary-system'),
    );
    expect(await rows(session, userFunctions)).toEqual(['func1', 'func1', 'func2']);
    const all = await rows(session, { kind: 'show', what: 'functions', ...inDefault, userOnly: false });
    expect(all).toEqual(expect.arrayContaining(['func2', 'SUM']));
    await expect(
      session.execute({ ...create('func2', 'temporary'), kind: 'alter-function', ifExists: false } as CatalogOperation),
    ).rejects.toThrow('Alter temporary catalog function is not supported.');
  });

  it('are described', async () => {
    const session = await run(create('func1', 'temporary-system'));
    expect(await rows(session, { kind: 'describe-function', path: ['SUM'], extended: false })).toEqual([
      ['is system function', 'true'],
      ['is temporary', 'false'],
    ]);
    expect(await rows(session, { kind: 'describe-function', path: ['func1'], extended: false })).toEqual([
      ['is system function', 'true'],
      ['is temporary', 'true'],
    ]);
    await expect(session.execute({ kind: 'describe-function', path: ['nope'], extended: false })).rejects.toThrow(
      "'nope' doesn't exist",
    );
  });
});

describe('settings and modules', () => {
  it('are set, listed, and reset to what they were', async () => {
    const session = new CatalogSession({ settings: { 'table.local-time-zone': 'UTC' } });
    await session.execute({ kind: 'set', key: 'a', value: '1' });
    await session.execute({ kind: 'set', key: 'table.local-time-zone', value: 'Asia/Tokyo' });
    await session.execute({ kind: 'set', key: 'my.password', value: 'x' });
    expect(await rows(session, { kind: 'set' })).toEqual([
      ['a', '1'],
      ['my.password', '******'],
      ['table.local-time-zone', 'Asia/Tokyo'],
    ]);
    await session.execute({ kind: 'reset', key: 'a' });
    expect(session.config).toEqual({ 'my.password': 'x', 'table.local-time-zone': 'Asia/Tokyo' });
    await session.execute({ kind: 'reset' });
    expect(session.config).toEqual({ 'table.local-time-zone': 'UTC' });
  });

  it('modules are used in order, unused, unloaded', async () => {
    const session = new CatalogSession();
    const modules: CatalogOperation = { kind: 'show', what: 'modules', full: true };
    expect(await rows(session, modules)).toEqual([['core', true]]);
    await expect(session.execute({ kind: 'load-module', module: 'core', options: {} })).rejects.toThrow(
      "A module with name 'core' already exists.",
    );
    await expect(session.execute({ kind: 'use-modules', modules: ['core', 'core'] })).rejects.toThrow('more than once');
    await session.execute({ kind: 'use-modules', modules: [] });
    expect(await rows(session, modules)).toEqual([['core', false]]);
    await session.execute({ kind: 'unload-module', module: 'core' });
    await expect(session.execute({ kind: 'unload-module', module: 'core' })).rejects.toThrow(
      "No module with name 'core' exists.",
    );
  });
});

describe('a snapshot', () => {
  it('holds what the statement and its views name, temporary objects first, and does not change', async () => {
    const session = await run(
      { kind: 'create-database', catalog: 'default_catalog', database: 'other', ifNotExists: false, options: {} },
      createTable('orders'),
      { ...createView('v'), id: id('v', 'other') } as CatalogOperation,
      createTable('orders', { temporary: true, table: { ...orders, comment: 'hides' } }),
    );
    const snapshot = await session.loadSnapshot([['other', 'v']]);
    await session.execute({ kind: 'drop-table', id: id('orders'), ifExists: false, temporary: true });
    expect([snapshot.find(id('orders'))?.comment, snapshot.isTemporary(id('orders'))]).toEqual(['hides', true]);
    expect(snapshot.find(id('v', 'other'))).toBe(view);
    expect(snapshot.databases('default_catalog')).toEqual(['default_database', 'other']);
    expect((await session.loadSnapshot()).find(id('orders'))).toBe(orders);
  });

  it('has functions registered from outside', async () => {
    const session = new CatalogSession();
    session.registerFunction({
      name: 'Twice',
      definition: { className: 'Twice', language: 'PYTHON' },
      kind: 'scalar',
      resultType: types.int(),
      deterministic: true,
    });
    const snapshot = await session.loadSnapshot();
    expect([snapshot.findFunction(['TWICE'])?.name, snapshot.functionNames()[0]]).toEqual(['Twice', 'Twice']);
  });
});
