import { planFromJson } from '@riffle/plan';
import { expect, test } from 'vitest';
import { writePackage } from './application-package.ts';
import { buildPlan } from './build-plan.ts';
import { planDifferences } from './plan-differences.ts';

const TABLES = `CREATE TABLE s (k STRING, v INT, pt AS PROCTIME()) WITH ('connector' = 'datagen');
CREATE TABLE t (k STRING, n BIGINT) WITH ('connector' = 'blackhole');
CREATE TABLE u (k STRING) WITH ('connector' = 'blackhole');
`;
const COUNT = 'INSERT INTO t SELECT k, COUNT(*) OVER (PARTITION BY k ORDER BY pt) FROM s;';

const build = (sql: string, plan?: string, properties = {}): Promise<string> =>
  buildPlan({ code: writePackage({ sql, plan, database: 'default', createdBy: '' }), properties, aws: undefined });

test('a program compiles to the same plan each time, and one compiled for the package is taken as it is', async () => {
  const plan = await build(TABLES + COUNT);
  expect(await build(TABLES + COUNT)).toBe(plan);
  expect(await build('this does not even parse', plan)).toBe(plan);
});

test('a program that refers to properties is compiled again', async () => {
  const sql = `${TABLES.replace("'blackhole'", `'${'$'}{property:Out.connector}'`)}${COUNT}`;
  const plan = await build(sql, 'not a plan', { Out: { connector: 'print' } });
  expect(planFromJson(plan).nodes.find(({ kind }) => kind === 'sink')).toMatchObject({ connector: 'print' });
  await expect(build(sql)).rejects.toThrow(
    'application.sql, line 2: The application has no property for ${property:Out.connector}.',
  );
});

test.each([
  ['SELECT 1', 'Nothing is written anywhere'],
  [`${TABLES}INSERT INTO t SELECT nope, 1 FROM s`, 'application.sql, line 4: There is no column "nope".'],
  ['INSERT INTO', 'application.sql, line 1:'],
  ["ADD JAR 'x.jar'; INSERT INTO t SELECT 1", 'ADD JAR cannot run in an application'],
])('%s is refused', async (sql, message) => {
  await expect(build(sql)).rejects.toThrow(message);
});

test('operators are told apart by whether the other plan has them', async () => {
  const plan = async (sql: string) => planFromJson(await build(TABLES + sql));
  const counting = await plan(COUNT);
  const both = await plan(`${COUNT} INSERT INTO u SELECT k FROM s;`);
  expect(planDifferences(counting, both)).toMatchObject({ lost: [], kept: { length: 3 } });
  expect(planDifferences(both, counting)).toMatchObject({ added: [], lost: { length: 1 } });
  const summing = await plan(COUNT.replace('COUNT(*)', 'SUM(v)').replace('t SELECT', 't SELECT'));
  expect(planDifferences(counting, summing).lost.some((text) => text.startsWith('OverAggregate'))).toBe(true);
});
