import { describe, expect, it } from 'vitest';
import { complete } from './complete.ts';
import type { Completion, CompletionKind } from './completion.ts';
import { atCursor, editorEnvironment } from './testing/cursor.ts';

const env = editorEnvironment();

function itemsAt(marked: string): readonly Completion[] {
  const { text, offset } = atCursor(marked);
  return complete(text, offset, env).items;
}

function labels(marked: string, ...kinds: readonly CompletionKind[]): string[] {
  return itemsAt(marked)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ label }) => label);
}

const item = (marked: string, label: string) => itemsAt(marked).find((one) => one.label === label);

describe('columns', () => {
  const orders = ['amount', 'customer', 'event_time', 'id', 'items', 'proc_time', 'quantity', 'ts'];
  const customers = ['city', 'name'];

  it.each([
    ['SELECT | FROM orders', orders],
    ['SELECT\n  id,\n  |\nFROM orders', orders],
    ['SELECT id, | FROM orders WHERE', orders],
    ['SELECT id FROM orders WHERE |', orders],
    ['SELECT id FROM orders WHERE amount > 1 AND |', orders],
    ['SELECT id FROM orders GROUP BY |', orders],
    ['SELECT id FROM orders ORDER BY |', orders],
    ['SELECT COUNT(|) FROM orders', orders],
    ['SELECT COUNT(| FROM orders', orders],
    ['SELECT CASE WHEN | FROM orders', orders],
    ['SELECT SUM(id) OVER (PARTITION BY | FROM orders', orders],
    ['SELECT x FROM customers; SELECT | FROM orders; SELECT 2', orders],
    ['SELECT o.| FROM orders AS o', orders],
    ['SELECT * FROM orders o JOIN customers c ON o.customer = c.|', customers],
    ['SELECT * FROM orders o JOIN customers c ON c.|', customers],
    ['INSERT INTO log SELECT | FROM customers', customers],
    ['CREATE TEMPORARY VIEW v AS SELECT | FROM customers', customers],
    ['EXPLAIN SELECT | FROM customers', customers],
    ['WITH big AS (SELECT id AS number, ts FROM orders) SELECT | FROM big', ['number', 'ts']],
    ['WITH big AS (SELECT | FROM customers) SELECT * FROM big', customers],
    ['WITH big AS (SELECT | FROM customers', customers],
    ['WITH a AS (SELECT name AS n FROM customers), b AS (SELECT | FROM a', ['n']],
    ['SELECT | FROM (SELECT name AS who FROM customers)', ['who']],
    ['SELECT * FROM (SELECT | FROM customers', customers],
    ['SELECT * FROM (SELECT name AS who FROM customers) t WHERE t.|', ['who']],
    ['SELECT * FROM orders WHERE customer IN (SELECT na| FROM customers)', ['name']],
    ['SELECT | FROM big_orders', ['amount', 'customer', 'id']],
    [
      "SELECT window_| FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))",
      ['window_end', 'window_start', 'window_time'],
    ],
    ['INSERT INTO customers (|', customers],
    ["CREATE TEMPORARY TABLE mine (a INT, b STRING) WITH ('connector' = 'datagen'); SELECT | FROM mine", ['a', 'b']],
    ['SELECT qu| FROM orders', ['quantity']],
    ['SELECT `qu| FROM orders', ['quantity']],
  ])('%s', (marked, expected) => {
    expect(labels(marked, 'column').sort()).toEqual(expected);
  });

  it('puts DESCRIPTOR’s time columns first', () => {
    const marked = 'SELECT * FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(|';
    expect(labels(marked).slice(0, 2)).toEqual(['event_time', 'proc_time']);
  });

  it('tells the type, and the table where a name is in two', () => {
    expect(item('SELECT am| FROM orders', 'amount')).toEqual({
      label: 'amount',
      kind: 'column',
      insert: 'amount',
      detail: 'DECIMAL(10, 2)',
      documentation: 'Column of `orders`.',
      rank: 10,
    });
    const both = itemsAt('SELECT id| FROM orders o, changes c').filter(({ kind }) => kind === 'column');
    expect(both.map(({ insert }) => insert).sort()).toEqual(['c.id', 'o.id']);
  });

  it('offers the fields of a row', () => {
    expect(labels('SELECT t.r.| FROM (SELECT CAST(NULL AS ROW<a INT, b STRING>) AS r) t', 'column')).toEqual([
      'a',
      'b',
    ]);
  });

  it('offers none in comments, strings, or where a name is new', () => {
    expect(itemsAt('SELECT 1 -- |')).toEqual([]);
    expect(itemsAt('SELECT /* | */ 1')).toEqual([]);
    expect(itemsAt("SELECT 'a|b' FROM orders")).toEqual([]);
    expect(labels('SELECT id AS | FROM orders', 'column')).toEqual([]);
  });
});

describe('tables', () => {
  const tables = ['big_orders', 'changes', 'customers', 'log', 'orders', 'rates', 'shipments', 'totals'];

  it.each(
    [
      'SELECT * FROM |',
      'SELECT * FROM orders JOIN |',
      'SELECT * FROM orders, |',
      'INSERT INTO |',
      'DESCRIBE |',
      'SELECT * FROM (SELECT * FROM |',
      'SELECT * FROM default_database.|',
      'SELECT * FROM default_catalog.default_database.|',
    ].slice(0, 8),
  )('%s', (marked) => {
    expect(labels(marked, 'table', 'view')).toEqual(tables);
  });

  it('goes step by step', () => {
    expect(labels('SELECT * FROM |', 'database', 'catalog')).toEqual(['default_database', 'other', 'default_catalog']);
    expect(labels('SELECT * FROM default_catalog.|')).toEqual(['default_database', 'other']);
    expect(labels('SELECT * FROM other.|')).toEqual([]);
  });

  it('knows WITH queries and tables the text makes', () => {
    expect(labels('WITH recent AS (SELECT 1) SELECT * FROM rec|', 'table')).toEqual(['recent']);
    const made = "CREATE TEMPORARY TABLE mine (a INT) WITH ('connector' = 'datagen'); SELECT * FROM mi|";
    expect(labels(made, 'table')).toEqual(['mine']);
  });

  it('offers only views where a view is asked for', () => {
    expect(labels('DROP VIEW |', 'table', 'view')).toEqual(['big_orders']);
  });
});

describe('keywords, types and units', () => {
  it.each([
    ['SELECT id FROM orders |', ['WHERE', 'GROUP BY', 'ORDER BY', 'JOIN', 'LEFT JOIN', 'LIMIT', 'UNION ALL']],
    ['SELECT id FROM orders WHERE amount |', ['AND', 'BETWEEN', 'IN', 'IS', 'LIKE', 'GROUP BY']],
    ['SELECT id FROM orders GROUP |', ['BY']],
    ['SELECT id |', ['FROM', 'AS']],
    ['|', ['SELECT', 'INSERT INTO', 'CREATE TABLE', 'DESCRIBE', 'SHOW', 'SET']],
    ['CREATE |', ['TABLE', 'VIEW', 'TEMPORARY', 'FUNCTION', 'CATALOG', 'DATABASE']],
    ['CREATE TABLE |', ['IF NOT EXISTS']],
    ['DROP TABLE |', ['IF EXISTS']],
    ['SELECT CASE WHEN a = 1 |', ['THEN']],
    ['SELECT ROW_NUMBER() |', ['OVER']],
    ['SELECT * FROM a LEFT |', ['JOIN', 'OUTER']],
    ['SELECT |', ['CASE', 'CAST', 'DISTINCT']],
  ])('%s', (marked, expected) => {
    expect(labels(marked, 'keyword')).toEqual(expect.arrayContaining(expected));
  });

  it('offers nothing that cannot follow', () => {
    expect(labels('SELECT id FROM orders WHERE |', 'keyword')).not.toContain('GROUP BY');
    expect(labels('SELECT id FROM |', 'keyword')).not.toContain('WHERE');
  });

  it('offers units after INTERVAL', () => {
    expect(labels("SELECT INTERVAL '5' |", 'unit')).toEqual(
      expect.arrayContaining(['SECOND', 'MINUTE', 'HOUR', 'DAY']),
    );
    expect(labels("SELECT INTERVAL '5' MI|")).toEqual(['MINUTE']);
  });

  it('offers types', () => {
    expect(labels('CREATE TABLE t (a |', 'type').slice(0, 3)).toEqual(['STRING', 'INT', 'BIGINT']);
    expect(labels('SELECT CAST(1 AS bi|', 'type')).toContain('BIGINT');
  });

  it('offers declared columns for a watermark', () => {
    expect(labels('CREATE TABLE t (a INT, ts TIMESTAMP(3), WATERMARK FOR |', 'column')).toEqual(['a', 'ts']);
  });
});

describe('functions', () => {
  it('come with signature and words', () => {
    expect(item('SELECT substri| FROM orders', 'SUBSTRING')).toMatchObject({
      kind: 'function',
      insert: 'SUBSTRING($0)',
      snippet: true,
      detail: expect.stringContaining('SUBSTRING('),
    });
    expect(item('SELECT NOW| FROM orders', 'NOW')?.insert).toBe('NOW()');
    expect(item('SELECT CURRENT_TIMEST| FROM orders', 'CURRENT_TIMESTAMP')?.insert).toBe('CURRENT_TIMESTAMP');
  });

  it('are the window functions in TABLE(…)', () => {
    expect(labels('SELECT * FROM TABLE(|', 'function')).toEqual(['CUMULATE', 'HOP', 'SESSION', 'TUMBLE']);
  });

  it('are none after FROM', () => {
    expect(labels('SELECT * FROM su|', 'function')).toEqual([]);
  });
});

describe('options', () => {
  it('begin with the connector', () => {
    expect(labels("CREATE TABLE t (a INT) WITH ('|')")).toEqual(['connector']);
    expect(labels("CREATE TABLE t (a INT) WITH ('connector' = '|')")).toEqual([
      'blackhole',
      'datagen',
      'filesystem',
      'kinesis',
      'print',
    ]);
  });

  it('are those of the connector and its format, each once', () => {
    const marked = "CREATE TABLE t (a INT) WITH ('connector' = 'kinesis', 'format' = 'json', '|')";
    expect(labels(marked)).toEqual(expect.arrayContaining(['stream', 'aws.region', 'json.ignore-parse-errors']));
    expect(labels(marked)).not.toContain('connector');
    expect(labels("CREATE TABLE t (a INT) WITH ('|', 'connector' = 'kinesis')")).toContain('stream');
  });

  it('carry words, default and values', () => {
    expect(item("CREATE TABLE t (a INT) WITH ('connector' = 'datagen', rows|)", 'rows-per-second')).toEqual({
      label: 'rows-per-second',
      kind: 'option',
      insert: ["'rows-per-second' = '$", "{1:10000}'$0"].join(''),
      snippet: true,
      detail: 'long',
      documentation: 'How many rows come a second, over all subtasks.\n\nDefault: `10000`',
      rank: 10,
    });
  });

  it('name the table’s columns', () => {
    const marked = "CREATE TABLE t (a INT, b STRING) WITH ('connector' = 'datagen', 'fields.|')";
    expect(labels(marked)).toEqual(expect.arrayContaining(['fields.a.min', 'fields.b.kind']));
  });

  it('have values', () => {
    const kinesis = "CREATE TABLE t (a INT) WITH ('connector' = 'kinesis', ";
    expect(labels(`${kinesis}'format' = '|`)).toContain('json');
    expect(labels(`${kinesis}'source.init.position' = |`)).toEqual(['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON']);
    expect(item(`${kinesis}'source.init.position' = |`, 'TRIM_HORIZON')?.insert).toBe("'TRIM_HORIZON'");
    expect(labels(`${kinesis}'aws.trust.all.certificates' = '|'`)).toEqual(['false', 'true']);
  });

  it('are known in a hint and in ALTER TABLE', () => {
    const extra = editorEnvironment("CREATE TABLE gen (a INT) WITH ('connector' = 'print');");
    const at = (marked: string) => {
      const { text, offset } = atCursor(marked);
      return complete(text, offset, extra).items.map(({ label }) => label);
    };
    expect(at("SELECT * FROM gen /*+ OPTIONS('|') */")).toContain('print-identifier');
    expect(at("ALTER TABLE gen SET ('|')")).toContain('print-identifier');
  });
});
