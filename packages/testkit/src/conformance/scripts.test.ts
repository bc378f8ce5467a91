import { expect, test } from 'vitest';
import { runScriptCases } from './scripts.ts';

const block = (id: string, statement: string, fields: object): string =>
  JSON.stringify({ id, file: 'a.q', runner: 'client', statements: [statement], ...fields });

test('blocks of a file share a session and are judged by table, success or refusal', async () => {
  const results = await runScriptCases([
    block('make', 'CREATE DATABASE db1', { outcome: 'info' }),
    block('again', 'CREATE DATABASE db1', { outcome: 'error', message: 'exists' }),
    block('list', "SHOW DATABASES LIKE 'db%'", {
      outcome: 'ok',
      table: { columns: ['database name'], rows: [['db1']] },
    }),
    block('wrong', "SHOW DATABASES LIKE 'db%'", {
      outcome: 'ok',
      table: { columns: ['database name'], rows: [['db2']] },
    }),
    block('query', 'SELECT a FROM (VALUES (1), (2)) AS t(a)', {
      outcome: 'ok',
      table: {
        columns: ['op', 'a'],
        rows: [
          ['+I', '1'],
          ['+I', '2'],
        ],
      },
    }),
    block('java', 'SELECT f(1)', { outcome: 'ok', java: true, needs: ['udf'] }),
  ]);
  expect(results.map(({ id, status, reason }) => [id, status, reason])).toEqual([
    ['make', 'pass', ''],
    ['again', 'pass', ''],
    ['list', 'pass', ''],
    ['wrong', 'fail', 'row 1: expected ["db2"], got ["db1"]'],
    ['query', 'pass', ''],
    ['java', 'notSupported', 'needs udf'],
  ]);
});
