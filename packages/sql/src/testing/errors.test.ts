/** Wrong statements: what is said, where it points, and what would mend it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TestSession } from './test-session.ts';

const tables = readFileSync(join(import.meta.dirname, '../../test/queries/tables.ddl'), 'utf8');

/** Every finding as `code @ "text it points at": message [-> fix]`. */
function findings(sql: string): string[] {
  const session = new TestSession();
  expect(session.run(tables).diagnostics).toEqual([]);
  return session.run(sql).diagnostics.map(({ code, span, message, fix }) => {
    const [firstLine] = message.split('\n');
    const mended =
      fix === undefined ? '' : ` -> ${sql.slice(0, fix.span.start)}${fix.replacement}${sql.slice(fix.span.end)}`;
    return `${code} @ "${sql.slice(span.start, span.end)}": ${firstLine}${mended}`;
  });
}

describe('wrong statements', () => {
  test.each(wrongStatements())('%s', (sql, expected) => {
    expect(findings(sql)).toEqual(expected);
  });
});

function wrongStatements(): [sql: string, expected: string[]][] {
  return [
    [
      'SELECT custmer FROM orders',
      [
        'unknown-column @ "custmer": There is no column "custmer". Did you mean "customer"? -> SELECT customer FROM orders',
      ],
    ],
    [
      'SELECT o.idd FROM orders AS o',
      [
        'unknown-column @ "idd": There is no column "idd" in table "o". Did you mean "id"? -> SELECT o.id FROM orders AS o',
      ],
    ],
    ['SELECT 1 / (2 - 2) FROM orders', ['division-by-zero @ "1 / (2 - 2)": Division by zero.']],
    [
      'ALTER TABLE IF EXISTS nowhere ADD UNIQUE (a)',
      ['unique-constraint @ "UNIQUE (a)": UNIQUE constraints are not known; Flink has PRIMARY KEY only.'],
    ],
    ['SELECT x.id FROM orders AS o', ['unknown-table-alias @ "x": There is no table "x" in the FROM clause.']],
    [
      'SELECT ID FROM orders',
      [
        'unknown-column @ "ID": There is no column "ID"; names are case-sensitive. Did you mean "id"? -> SELECT id FROM orders',
      ],
    ],
    [
      'SELECT id FROM ordres',
      [
        'unknown-table @ "ordres": There is no table or view "ordres" in default_catalog.default_database. Did you mean "orders"? -> SELECT id FROM orders',
      ],
    ],
    [
      'SELECT id FROM nowhere.orders',
      ['unknown-database @ "nowhere.orders": There is no database "nowhere" in catalog "default_catalog".'],
    ],
    [
      'SELECT id FROM other.orders',
      ['unknown-table @ "orders": There is no table or view "orders" in default_catalog.other.'],
    ],
    [
      'SELECT UPER(customer) FROM orders',
      [
        'unknown-function @ "UPER": There is no function "UPER". Did you mean "UPPER"? -> SELECT UPPER(customer) FROM orders',
      ],
    ],
    ['SELECT UPPER(id, 1) FROM orders', ['wrong-arguments @ "UPPER(id, 1)": Invalid function call:']],
    [
      'SELECT id + customer FROM orders WHERE id',
      [
        "wrong-arguments @ \"id + customer\": Cannot apply '+' to arguments of type '<BIGINT> + <STRING>'. It takes numbers, or times and intervals that go together.",
        'not-boolean @ "id": WHERE needs a condition, a BOOLEAN expression.',
      ],
    ],
    [
      'SELECT customer, id FROM orders GROUP BY customer',
      ['not-grouped @ "id": The column "id" is neither in GROUP BY nor inside an aggregate function.'],
    ],
    [
      'SELECT SUM(COUNT(*)) FROM orders',
      ['nested-aggregate @ "COUNT(*)": An aggregate function cannot be an argument of another one.'],
    ],
    [
      'SELECT id FROM orders WHERE COUNT(*) > 1',
      ['misplaced-aggregate @ "COUNT(*)": COUNT is an aggregate function and cannot be used in WHERE.'],
    ],
    [
      'SELECT name FROM customers AS a JOIN customers AS b ON a.name = b.name',
      ['ambiguous-column @ "name": The column "name" is ambiguous: several tables have it.'],
    ],
    [
      'SELECT a, b FROM missing_one;',
      ['unknown-table @ "missing_one": There is no table or view "missing_one" in default_catalog.default_database.'],
    ],
    [
      "SELECT * FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' HOUR))",
      ['not-a-time-attribute @ "ts": TUMBLE needs a time attribute, but "ts" is a plain column.'],
    ],
    [
      "SELECT * FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(event_tim), INTERVAL '1' HOUR))",
      [
        'unknown-column @ "event_tim": There is no column "event_tim" for TUMBLE. Did you mean "event_time"? -> SELECT * FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(event_time), INTERVAL \'1\' HOUR))',
      ],
    ],
    [
      "SELECT * FROM TABLE(HOP(TABLE orders, DESCRIPTOR(event_time), INTERVAL '4' MINUTE, INTERVAL '10' MINUTE))",
      [
        "wrong-window @ \"HOP(TABLE orders, DESCRIPTOR(event_time), INTERVAL '4' MINUTE, INTERVAL '10' MINUTE)\": The size of HOP must be a whole multiple of its slide.",
      ],
    ],
    [
      "SELECT TUMBLE_START(event_time, INTERVAL '1' HOUR) FROM orders",
      [
        'misplaced-window @ "TUMBLE_START(event_time, INTERVAL \'1\' HOUR)": TUMBLE_START can only be used in a query whose GROUP BY has TUMBLE with the same arguments.',
      ],
    ],
    [
      'SELECT id FROM orders ORDER BY amount',
      [
        'unbounded-sort @ "SELECT id FROM orders ORDER BY amount": An endless stream can only be sorted by a time attribute first, ascending. Add LIMIT for a Top-N that keeps changing, or sort by the rowtime column.',
      ],
    ],
    [
      'INSERT INTO log SELECT id FROM orders',
      [
        'sink-mismatch @ "SELECT id FROM orders": Column types of query result and sink for \'default_catalog.default_database.log\' do not match. Cause: Different number of columns. Query schema: [id: BIGINT]. Sink schema: [a: STRING, b: BIGINT].',
      ],
    ],
    [
      'INSERT INTO log SELECT id, customer FROM orders',
      [
        "sink-mismatch @ \"SELECT id, customer FROM orders\": Column types of query result and sink for 'default_catalog.default_database.log' do not match. Cause: Incompatible types for sink column 'a' at position 0. Query schema: [id: BIGINT, customer: STRING]. Sink schema: [a: STRING, b: BIGINT].",
      ],
    ],
    ['INSERT INTO log (c) SELECT id FROM orders', ['unknown-column @ "c": The sink has no column "c" to insert into.']],
    [
      'INSERT INTO big_orders SELECT 1',
      [
        'not-writable @ "big_orders": `default_catalog`.`default_database`.`big_orders` is a view and cannot be written to.',
      ],
    ],
    [
      'INSERT INTO lgo SELECT customer, id FROM orders',
      [
        'unknown-table @ "lgo": There is no table or view "lgo" in default_catalog.default_database. Did you mean "log"? -> INSERT INTO log SELECT customer, id FROM orders',
      ],
    ],
    [
      "CREATE TABLE x (a INT, a STRING) WITH ('connector' = 'values')",
      ['duplicate-column @ "a": The column "a" is declared twice.'],
    ],
    [
      "CREATE TABLE x (a INT, PRIMARY KEY (a)) WITH ('connector' = 'values')",
      [
        "enforced-key @ \"PRIMARY KEY (a)\": A PRIMARY KEY must say NOT ENFORCED: the data is not ours, so nobody can enforce it. -> CREATE TABLE x (a INT, PRIMARY KEY (a) NOT ENFORCED) WITH ('connector' = 'values')",
      ],
    ],
    [
      "CREATE TABLE x (a INT, PRIMARY KEY (b) NOT ENFORCED) WITH ('connector' = 'values')",
      ['unknown-column @ "b": The PRIMARY KEY names "b", which is no column of the table.'],
    ],
    [
      "CREATE TABLE x (a INT, WATERMARK FOR a AS a) WITH ('connector' = 'values')",
      [
        'wrong-rowtime-type @ "a": A WATERMARK needs a column of type TIMESTAMP(p) or TIMESTAMP_LTZ(p) with p from 0 to 3, but "a" is INT.',
      ],
    ],
    [
      "CREATE TABLE x (a TIMESTAMP(6), WATERMARK FOR a AS a) WITH ('connector' = 'values')",
      [
        'wrong-rowtime-type @ "a": A WATERMARK needs a column of type TIMESTAMP(p) or TIMESTAMP_LTZ(p) with p from 0 to 3, but "a" is TIMESTAMP(6).',
      ],
    ],
    [
      "CREATE TABLE x (a INT, b AS c + 1) WITH ('connector' = 'values')",
      ['unknown-column @ "c": There is no column "c".'],
    ],
    [
      "CREATE TABLE x (a INT) WITH ('connector' = 'vales'); SELECT * FROM x",
      [
        'unknown-connector @ "x": There is no connector "vales" (the table `default_catalog`.`default_database`.`x` uses it); known are values, append, print. Did you mean "values"?',
      ],
    ],
    [
      "CREATE TABLE x (a INT) WITH ('connector' = 'append', 'pth' = 'f'); SELECT * FROM x",
      [
        'unknown-option @ "x": Table `default_catalog`.`default_database`.`x`: the connector "append" has no option \'pth\'. Did you mean \'path\'?',
        'missing-option @ "x": Table `default_catalog`.`default_database`.`x`: the connector "append" needs the option \'path\'.',
      ],
    ],
    [
      'CREATE TABLE x (a INT); SELECT * FROM x',
      [
        'missing-connector @ "x": The table `default_catalog`.`default_database`.`x` has no \'connector\' option, so it cannot be read or written.',
      ],
    ],
    [
      'SELECT * FROM log',
      [
        'not-readable @ "log": The table `default_catalog`.`default_database`.`log` cannot be read: the connector "print" only writes.',
      ],
    ],
    [
      'SELECT CAST(1 AS TIMESTAMP(3))',
      [
        'impossible-cast @ "CAST(1 AS TIMESTAMP(3))": The cast from NUMERIC type to TIMESTAMP type is not allowed. It\'s recommended to use TO_TIMESTAMP(FROM_UNIXTIME(numeric_col)) instead.',
      ],
    ],
    [
      "SELECT DATE '2024-13-01'",
      ["illegal-literal @ \"DATE '2024-13-01'\": Illegal DATE literal '2024-13-01': not in format 'yyyy-MM-dd'."],
    ],
    [
      'SELECT (SELECT id, v FROM changes)',
      ['sub-query-columns @ "SELECT id, v FROM changes": A sub-query used as a value must have one column.'],
    ],
    [
      'SELECT id FROM orders UNION ALL SELECT id, v FROM changes',
      [
        'column-count @ "SELECT id, v FROM changes": UNION needs the same number of columns on all sides: the first query has 1, this one 2.',
      ],
    ],
    ['SELECT ROW_NUMBER() FROM orders', ['missing-over @ "ROW_NUMBER()": ROW_NUMBER needs an OVER clause.']],
    [
      'SELECT SUM(amount) OVER w FROM orders WINDOW v AS (ORDER BY event_time)',
      ['unknown-window @ "w": There is no window "w".'],
    ],
    [
      'SELECT id FROM changes MATCH_RECOGNIZE (ORDER BY id MEASURES A.id AS i PATTERN (A) DEFINE A AS TRUE)',
      ['wrong-order @ "id": MATCH_RECOGNIZE needs ORDER BY with an ascending time attribute first.'],
    ],
    [
      'SELECT * FROM orders AS o JOIN rates FOR SYSTEM_TIME AS OF o.event_time AS r ON o.amount = r.rate',
      [
        'temporal-key @ "SELECT * FROM orders AS o JOIN rates FOR SYSTEM_TIME AS OF o.event_time AS r ON o.amount = r.rate": An event-time temporal join needs a primary key on the right table, and equality on the whole key in ON.',
      ],
    ],
    [
      "SELECT * FROM (SELECT window_start, COUNT(*) c FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(event_time), INTERVAL '1' HOUR)) GROUP BY window_start, window_end) WHERE d > 1",
      ['unknown-column @ "d": There is no column "d".'],
    ],
    [
      'SELECT amount, SUM(quantity) OVER (ORDER BY proc_time) FROM (SELECT MAX(amount) AS amount, MAX(quantity) AS quantity, PROCTIME() AS proc_time FROM orders)',
      [
        'consumes-changes @ "SELECT amount, SUM(quantity) OVER (ORDER BY proc_time) FROM (SELECT MAX(amount) AS amount, MAX(quantity) AS quantity, PROCTIME() AS proc_time FROM orders)": OverAggregate doesn\'t support consuming update changes which is produced by node GroupAggregate(select=[MAX(amount) AS EXPR$0, MAX(quantity) AS EXPR$1]).',
      ],
    ],
    ['SELECT id FROM orders LIMIT -1', ['syntax-error @ "-": Found "-", but expected a number of rows or ALL.']],
    [
      'SELECT id FROM orders WHERE id IN (SELECT name FROM customers)',
      [
        'incompatible-types @ "id IN (SELECT name FROM customers)": The values before IN and those of the sub-query have no common type.',
      ],
    ],
    [
      'SELECT * FROM orders, changes WHERE id = 1',
      ['ambiguous-column @ "id": The column "id" is ambiguous: several tables have it.'],
    ],
    [
      'ALTER TABLE orders DROP ts',
      ['column-in-use @ "ts": The column "ts" cannot be dropped: the computed column "event_time" uses it.'],
    ],
    [
      'ALTER TABLE orders RENAME idd TO x',
      [
        'unknown-column @ "idd": The table has no column "idd". Did you mean "id"? -> ALTER TABLE orders RENAME id TO x',
      ],
    ],
    [
      'CREATE VIEW v (a, b) AS SELECT id FROM orders',
      ['column-count @ "SELECT id FROM orders": The view names 2 column(s), but its query gives 1.'],
    ],
    [
      'DESCRIBE ordrs',
      [
        'unknown-table @ "ordrs": There is no table or view "ordrs" in default_catalog.default_database. Did you mean "orders"? -> DESCRIBE orders',
      ],
    ],
    ['CALL p(1)', ['not-supported @ "CALL p(1)": not supported yet: CALL']],
    ["UPDATE log SET a = 'x'", ['not-supported @ "UPDATE log SET a = \'x\'": not supported yet: UPDATE']],
    [
      'INSERT OVERWRITE log SELECT customer, id FROM orders',
      [
        'overwrite-in-streaming @ "INSERT OVERWRITE log SELECT customer, id FROM orders": INSERT OVERWRITE only works in batch mode.',
      ],
    ],
    [
      "CREATE TABLE x (a INT, PRIMARY KEY (a) NOT ENFORCED) WITH ('connector' = 'append', 'path' = 'f'); INSERT INTO x SELECT COUNT(*) FROM orders",
      [
        "sink-mismatch @ \"SELECT COUNT(*) FROM orders\": Column types of query result and sink for 'default_catalog.default_database.x' do not match. Cause: Incompatible types for sink column 'a' at position 0. Query schema: [EXPR$0: BIGINT NOT NULL]. Sink schema: [a: INT NOT NULL].",
      ],
    ],
    [
      "SELECT COUNT(*) FROM orders GROUP BY TUMBLE(ts, INTERVAL '1' HOUR)",
      ['not-a-time-attribute @ "ts": TUMBLE needs a time attribute: a column with a WATERMARK, or PROCTIME().'],
    ],
    ['SELECT items.sku FROM orders', ['no-such-field @ "sku": "sku" is asked of a value that has no fields.']],
    [
      'SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM changes WHERE changes.idd = orders.id)',
      [
        'unknown-column @ "idd": There is no column "idd" in table "changes". Did you mean "id"? -> SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM changes WHERE changes.id = orders.id)',
      ],
    ],
    [
      "SELECT JSON('{}') FROM orders",
      ['misplaced-json @ "JSON(\'{}\')": JSON(…) can only be a value inside JSON_OBJECT or JSON_ARRAY.'],
    ],
    [
      'SELECT custmer, amont FROM orders WHERE quantty > 1',
      [
        'unknown-column @ "custmer": There is no column "custmer". Did you mean "customer"? -> SELECT customer, amont FROM orders WHERE quantty > 1',
        'unknown-column @ "amont": There is no column "amont". Did you mean "amount"? -> SELECT custmer, amount FROM orders WHERE quantty > 1',
        'unknown-column @ "quantty": There is no column "quantty". Did you mean "quantity"? -> SELECT custmer, amont FROM orders WHERE quantity > 1',
      ],
    ],
  ];
}
