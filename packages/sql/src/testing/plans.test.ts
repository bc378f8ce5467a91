import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatChangelogMode, type PhysicalPlan } from '@riffle/plan';
import { describe, expect, test } from 'vitest';
import { TestSession } from './test-session.ts';

const tables = readFileSync(join(import.meta.dirname, '../../test/queries/tables.ddl'), 'utf8');

function compile(sql: string, setup: (session: TestSession) => void = () => {}) {
  const session = new TestSession();
  session.run(tables);
  setup(session);
  return session.run(sql);
}

function planOf(sql: string): PhysicalPlan {
  const { statement, diagnostics } = compile(sql);
  expect(diagnostics).toEqual([]);
  if (statement?.kind !== 'query' && statement?.kind !== 'insert') {
    throw new Error('a plan was expected');
  }
  return statement.plan;
}

const idsOf = (plan: PhysicalPlan): string[] => plan.nodes.map((node) => node.id);

describe('operator ids', () => {
  const total = 'INSERT INTO totals SELECT customer, SUM(amount) FROM orders GROUP BY customer';

  test('are the same when the same statement is planned again', () => {
    expect(idsOf(planOf(total))).toEqual(idsOf(planOf(total)));
  });

  test('do not change when a sink is added beside', () => {
    const alone = idsOf(planOf(total));
    const together = idsOf(
      planOf(`EXECUTE STATEMENT SET BEGIN INSERT INTO log SELECT name, 1 FROM customers; ${total}; END`),
    );
    expect(together).toEqual(expect.arrayContaining(alone));
  });

  test('tell two operators apart that do different things', () => {
    const [a, b] = ['MAX', 'MIN'].map((name) => planOf(`SELECT ${name}(id) FROM orders`));
    const aggregate = (plan: PhysicalPlan | undefined) =>
      plan?.nodes.find((node) => node.kind === 'group-aggregate')?.id;
    expect(aggregate(a)).not.toBe(aggregate(b));
  });

  test('are distinct for two equal inserts, which both write', () => {
    const insert = 'INSERT INTO log SELECT customer, id FROM orders;';
    const plan = planOf(`EXECUTE STATEMENT SET BEGIN ${insert} ${insert} END`);
    expect(plan.nodes.map((node) => node.kind)).toEqual([
      'source',
      'calc',
      'watermark-assigner',
      'calc',
      'sink',
      'sink',
    ]);
    expect(new Set(idsOf(plan)).size).toBe(plan.nodes.length);
  });

  test('stand in topological order', () => {
    const plan = planOf('SELECT * FROM orders AS o JOIN shipments AS s ON o.id = s.order_id');
    const seen = new Set<string>();
    for (const node of plan.nodes) {
      expect(node.inputs.every((id) => seen.has(id))).toBe(true);
      seen.add(node.id);
    }
  });
});

describe('changes', () => {
  /** What arrives at the end when its consumer takes updates without their old row. */
  function changesOf(query: string): string {
    const { statement } = compile(`EXPLAIN CHANGELOG_MODE ${query}`);
    const text = statement?.kind === 'explain' ? statement.text : '';
    const physical = text.split('== Optimized Physical Plan ==\n')[1]?.split('\n')[0] ?? '';
    return /changelogMode=(\[[A-Z,]*\])/.exec(physical)?.[1] ?? text;
  }

  test.each([
    ['SELECT id FROM orders', '[I]'],
    ['SELECT customer, COUNT(*) FROM orders GROUP BY customer', '[I,UA]'],
    ['SELECT COUNT(*) FROM changes', '[I,UA,D]'],
    ['SELECT n, COUNT(*) FROM (SELECT COUNT(*) AS n FROM orders GROUP BY customer) GROUP BY n', '[I,UA,D]'],
    ['SELECT id FROM changes', '[I,UA,D]'],
    ['SELECT id FROM changes WHERE v > 1', '[I,UB,UA,D]'],
    ['SELECT name FROM customers', '[I,UA,D]'],
    ['SELECT id FROM orders LEFT JOIN shipments ON id = order_id', '[I,UA,D]'],
    ['SELECT id FROM orders JOIN shipments ON id = order_id', '[I]'],
    ['SELECT id FROM orders ORDER BY id LIMIT 3', '[I,UA,D]'],
    ['SELECT customer FROM orders UNION ALL SELECT MAX(name) FROM customers', '[I,UA,D]'],
  ])('%s gives %s', (query, changes) => {
    expect(changesOf(query)).toBe(changes);
  });

  test('a collected query shows both sides of every update', () => {
    const { statement } = compile('SELECT COUNT(*) FROM orders');
    expect(statement?.kind === 'query' && formatChangelogMode(statement.changelog)).toBe('[I,UB,UA]');
  });

  test('a sink that only appends refuses updates and says which operator makes them', () => {
    const { diagnostics } = compile(
      "CREATE TABLE file (n BIGINT) WITH ('connector' = 'append', 'path' = 'f'); INSERT INTO file SELECT COUNT(*) FROM orders",
    );
    expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
      "Table sink 'default_catalog.default_database.file' doesn't support consuming update changes which is produced by node GroupAggregate(select=[COUNT(*) AS EXPR$0]).",
    ]);
  });

  test('batch mode reads bounded tables only', () => {
    const { diagnostics } = compile('SELECT id FROM orders', (session) => {
      session.mode = 'batch';
    });
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['unbounded-in-batch']);
  });
});

describe('long text', () => {
  test('a chain of twenty thousand conditions compiles', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `id = ${i}`).join(' OR ');
    expect(compile(`SELECT id FROM orders WHERE ${chain}`).diagnostics).toEqual([]);
  });

  test('an expression nested too deeply to follow is refused, not crashed on', () => {
    const sum = Array.from({ length: 50_000 }, (_, i) => String(i)).join(' + ');
    expect(compile(`SELECT ${sum}`).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['too-deep']);
  });
});

describe('operations', () => {
  test('CREATE TABLE carries the checked schema', () => {
    const { statement } = compile(
      "CREATE TABLE other.x (id INT, name STRING METADATA FROM 'timestamp' VIRTUAL, twice AS id * 2, PRIMARY KEY (id) NOT ENFORCED) COMMENT 'c' WITH ('connector' = 'values')",
    );
    const int = { kind: 'INTEGER', nullable: false };
    expect(statement).toEqual({
      kind: 'operation',
      operation: {
        kind: 'create-table',
        id: { catalog: 'default_catalog', database: 'other', object: 'x' },
        ifNotExists: false,
        temporary: false,
        replace: false,
        table: {
          kind: 'table',
          comment: 'c',
          options: { connector: 'values' },
          partitionKeys: [],
          schema: {
            columns: [
              { kind: 'physical', name: 'id', type: int },
              {
                kind: 'metadata',
                name: 'name',
                key: 'timestamp',
                virtual: true,
                type: { kind: 'VARCHAR', nullable: true, length: 2147483647 },
              },
              { kind: 'computed', name: 'twice', expression: '`id` * 2', type: int },
            ],
            primaryKey: { name: 'PK_id', columns: ['id'] },
            watermarks: [],
          },
        },
      },
    });
  });

  test('a view keeps its query with full names', () => {
    const { statement } = compile('CREATE VIEW v (n) AS WITH o AS (SELECT id FROM orders) SELECT id FROM o');
    const view =
      statement?.kind === 'operation' && statement.operation.kind === 'create-view' ? statement.operation.view : null;
    expect(view?.expandedQuery).toBe(
      'WITH o AS (SELECT id FROM `default_catalog`.`default_database`.`orders`) SELECT id FROM o',
    );
  });

  test('options a known connector will refuse are warned of when the table is made', () => {
    const { statement, diagnostics } = compile(
      "CREATE TABLE x (a INT) WITH ('connector' = 'append', 'pth' = 'f', 'path' = 'g')",
    );
    expect(statement?.kind).toBe('operation');
    expect(diagnostics.map(({ severity, code, fix }) => [severity, code, fix?.replacement])).toEqual([
      ['warning', 'unknown-option', "'path'"],
    ]);
  });
});
