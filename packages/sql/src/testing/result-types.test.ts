import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatType } from '@riffle/columns';
import { describe, expect, test } from 'vitest';
import { TestSession } from './test-session.ts';

const tables = readFileSync(join(import.meta.dirname, '../../test/queries/tables.ddl'), 'utf8');

function typesOf(query: string): string[] {
  const session = new TestSession();
  session.run(tables);
  const { statement, diagnostics } = session.run(query);
  expect(diagnostics).toEqual([]);
  return statement?.kind === 'query' ? statement.columns.map(({ type }) => formatType(type)) : [];
}

/** The types are those that Flink 2.2.1 names in the schema of the same query's result. */
describe('types of results', () => {
  test.each([
    ['0.05', 'DECIMAL(3, 2) NOT NULL'],
    ['-0.5', 'DECIMAL(2, 1) NOT NULL'],
    ['.5', 'DECIMAL(1, 1) NOT NULL'],
    ['007.50', 'DECIMAL(5, 2) NOT NULL'],
    ['10.50', 'DECIMAL(4, 2) NOT NULL'],
    ['1.', 'INT NOT NULL'],
    ['12345678901.', 'BIGINT NOT NULL'],
    ['0.1 + 0.2', 'DECIMAL(3, 1) NOT NULL'],
    ['IF(TRUE, 1, 2)', 'INT NOT NULL'],
    ["IF(amount > 1, 'a', 'bcd')", 'VARCHAR(3)'],
    ["CASE WHEN amount > 1 THEN 'a' ELSE 'bcd' END", 'VARCHAR(3) NOT NULL'],
    ["UNIX_TIMESTAMP('2024-03-10 03:00:00')", 'BIGINT NOT NULL'],
    ['UNIX_TIMESTAMP(CAST(amount AS STRING))', 'BIGINT'],
  ])('%s is %s', (expression, type) => {
    expect(typesOf(`SELECT ${expression} FROM orders`)).toEqual([type]);
  });

  test('the times of a group window', () => {
    const window = "event_time, INTERVAL '1' MINUTE";
    expect(
      typesOf(`SELECT TUMBLE_START(${window}), TUMBLE_ROWTIME(${window}) FROM orders GROUP BY TUMBLE(${window})`),
    ).toEqual(['TIMESTAMP(3) NOT NULL', 'TIMESTAMP(3) *ROWTIME*']);
  });
});
