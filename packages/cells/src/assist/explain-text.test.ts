import { CatalogSession } from '@riffle/catalog';
import { expect, test } from 'vitest';
import { runScript, type ScriptHost } from '../session/script.ts';
import { SqlSession } from '../session/sql-session.ts';
import { explainText } from './explain-text.ts';

const host: ScriptHost = {
  text: () => undefined,
  explain: () => undefined,
  table: () => undefined,
  query: async () => undefined,
  insert: async () => undefined,
  catalogChanged: () => undefined,
  cancelled: () => false,
};

async function sessionWithOrders(): Promise<SqlSession> {
  const session = new SqlSession(new CatalogSession());
  const ddl = `CREATE TABLE orders (id INT, currency STRING, ts TIMESTAMP(3),
    WATERMARK FOR ts AS ts - INTERVAL '5' SECOND) WITH ('connector' = 'datagen');
    CREATE TABLE rates (currency STRING, rate INT) WITH ('connector' = 'datagen')`;
  await runScript(session, ddl, host, { mode: 'streaming', runAsOne: false });
  return session;
}

test('a plan is its operators in words, its exchanges on the edges, and the text of EXPLAIN', async () => {
  const session = await sessionWithOrders();
  const text = 'SELECT currency,\n  COUNT(*) AS n FROM orders WHERE id > 3 GROUP BY currency';
  const { plans, problem } = await explainText(session, text, 'streaming');
  const plan = plans[0];
  expect([plans.length, problem]).toEqual([1, undefined]);
  expect(plan?.statement).toBe('SELECT currency, COUNT(*) AS n FROM orders WHERE id > 3 GROUP BY currency');
  expect(
    plan?.nodes.map(({ title, detail, state, setsWatermark }) => ({ title, detail, state, setsWatermark })),
  ).toEqual([
    { title: 'orders', detail: 'datagen', state: 'none', setsWatermark: false },
    { title: 'Watermark', detail: '(ts - 5000:INTERVAL SECOND)', state: 'none', setsWatermark: true },
    { title: 'Filter', detail: '(id > 3)', state: 'none', setsWatermark: false },
    { title: 'Group and aggregate', detail: 'by currency', state: 'keyed', setsWatermark: false },
    { title: 'Compute columns', detail: 'currency, EXPR$0 AS n', state: 'none', setsWatermark: false },
    { title: 'Result', detail: 'currency, n', state: 'none', setsWatermark: false },
  ]);
  const ids = plan?.nodes.map((node) => node.id) ?? [];
  expect(
    plan?.edges.map((edge) => [ids.indexOf(edge.from), ids.indexOf(edge.to), edge.distribution, edge.changes]),
  ).toEqual([
    [0, 1, undefined, ['+I']],
    [1, 2, undefined, ['+I']],
    [2, 3, 'by currency', ['+I']],
    [3, 4, undefined, ['+I', '-U', '+U']],
    [4, 5, undefined, ['+I', '-U', '+U']],
  ]);
  expect(plan?.text).toContain('GroupAggregate(groupBy=[currency]');
  expect(plan?.text).toContain('changelogMode=[I]');
});

test('both sides of a join lead into it', async () => {
  const text = 'SELECT id, rate FROM orders JOIN rates ON orders.currency = rates.currency';
  const [plan] = (await explainText(await sessionWithOrders(), text, 'streaming')).plans;
  const join = plan?.nodes.find((node) => node.title === 'Join');
  expect(join?.detail).toBe('inner\n(currency = currency)');
  expect(plan?.edges.filter((edge) => edge.to === join?.id).map((edge) => edge.distribution)).toEqual([
    'by currency',
    'by currency',
  ]);
});

test('the plans before a problem are shown, with its sentence', async () => {
  const session = await sessionWithOrders();
  const text = 'SELECT id FROM orders; SELECT idd FROM orders; SELECT id FROM orders';
  const { plans, problem } = await explainText(session, text, 'streaming');
  expect(plans.map((plan) => plan.statement)).toEqual(['SELECT id FROM orders']);
  expect(problem).toContain('idd');
  expect(await explainText(session, 'SELEC 1', 'streaming')).toMatchObject({ plans: [] });
});
