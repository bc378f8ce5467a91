/** How a view's query is kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestSession } from './test-session.ts';

const tables = readFileSync(join(import.meta.dirname, '../../test/queries/tables.ddl'), 'utf8');

function keptQuery(query: string): string {
  const session = new TestSession();
  session.run(tables);
  const { statement, diagnostics } = session.run(`CREATE VIEW kept AS ${query}`);
  expect(diagnostics).toEqual([]);
  expect(session.run('SELECT * FROM kept').diagnostics).toEqual([]);
  return statement?.kind === 'operation' && statement.operation.kind === 'create-view'
    ? statement.operation.view.expandedQuery
    : '';
}

test.each([
  [
    'select * from shipments',
    'SELECT `shipments`.`order_id`, `shipments`.`carrier`, `shipments`.`shipped_at`\nFROM `default_catalog`.`default_database`.`shipments` AS `shipments`',
  ],
  [
    'select distinct s.carrier, order_id + 1 as n from shipments s where carrier like s.carrier',
    'SELECT DISTINCT `s`.`carrier`, `s`.`order_id` + 1 AS `n`\nFROM `default_catalog`.`default_database`.`shipments` AS `s`\nWHERE `s`.`carrier` LIKE `s`.`carrier`',
  ],
  [
    'select carrier, max(order_id) as latest from shipments group by carrier having count(*) > 1',
    'SELECT `shipments`.`carrier`, MAX(`shipments`.`order_id`) AS `latest`\nFROM `default_catalog`.`default_database`.`shipments` AS `shipments`\nGROUP BY `shipments`.`carrier`\nHAVING COUNT(*) > 1',
  ],
  [
    'select id, shipments.* from orders join shipments on id = order_id',
    'select id, shipments.* from `default_catalog`.`default_database`.`orders` join `default_catalog`.`default_database`.`shipments` on id = order_id',
  ],
])('%s', (query, kept) => {
  expect(keptQuery(query)).toBe(kept);
});
