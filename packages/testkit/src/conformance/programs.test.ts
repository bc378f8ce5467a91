import { expect, test } from 'vitest';
import { runProgramCases } from './programs.ts';

const change = (op: string, ...row: unknown[]): object => ({ op, row });

/** Counts rows by key, over a savepoint. */
function countProgram(fields: { expected?: string[]; after?: string[]; runs?: object[] } = {}): string {
  return JSON.stringify({
    id: 'count',
    setup: [
      {
        kind: 'SOURCE_WITH_RESTORE_DATA',
        name: 'source_t',
        schema: ['a INT', 'b STRING'],
        options: {},
        rows: [change('+I', 1, 'x'), change('+I', 2, 'x'), change('+I', 3, 'y')],
        rowsAfterRestore: [change('+I', 4, 'x')],
      },
      {
        kind: 'SINK_WITH_RESTORE_DATA',
        name: 'sink_t',
        schema: ['b STRING', 'cnt BIGINT', 'PRIMARY KEY (b) NOT ENFORCED'],
        options: {},
        expected: fields.expected ?? ['+I[x, 1]', '+U[x, 2]', '+I[y, 1]'],
        expectedAfterRestore: fields.after ?? ['+U[x, 3]'],
        materialized: null,
        compareChangelog: true,
      },
    ],
    run: [{ kind: 'SQL', sql: 'INSERT INTO sink_t SELECT b, COUNT(*) FROM source_t GROUP BY b' }],
    runs: fields.runs ?? [{ base: 'RestoreTestBase', afterRestore: 'FINITE' }, { base: 'BatchRestoreTestBase' }],
  });
}

test('a program passes when it gives the changes before and after the savepoint, and the final rows in batch mode', async () => {
  expect(await runProgramCases([countProgram()])).toEqual([{ id: 'count', status: 'pass', reason: '' }]);
});

test('what differs before the savepoint and after it is named', async () => {
  const [early, late] = await runProgramCases([
    countProgram({ expected: ['+I[x, 1]', '+U[x, 7]', '+I[y, 1]'] }),
    countProgram({ after: ['+U[x, 7]'] }),
  ]);
  expect(early?.reason).toBe(
    'RestoreTestBase: before the savepoint, sink_t: missing: +U[x, 7]; not expected: +U[x, 2]',
  );
  expect(late?.reason).toBe('RestoreTestBase: sink_t: missing: +U[x, 7]; not expected: +U[x, 3]');
});

test('a job whose sources end shows all its changes', async () => {
  const line = countProgram({ after: [], runs: [{ base: 'SemanticTestBase' }] });
  expect((await runProgramCases([line]))[0]?.status).toBe('pass');
});

test('a statement that must fail fails the case when it runs, and a defect is no refusal', async () => {
  const failing = (sql: string): string =>
    JSON.stringify({
      ...JSON.parse(countProgram({ expected: [], after: [] })),
      run: [{ kind: 'FAILING_SQL', sql, error: 'x' }],
      runs: [{ base: 'SemanticTestBase' }],
    });
  const [refused, carriedOut] = await runProgramCases([
    failing('INSERT INTO sink_t SELECT nothing FROM source_t'),
    failing('INSERT INTO sink_t SELECT b, COUNT(*) FROM source_t WHERE FALSE GROUP BY b'),
  ]);
  expect(refused).toEqual({ id: 'count', status: 'pass', reason: '' });
  expect(carriedOut?.reason).toBe('SemanticTestBase: expected the error "x", but the job ran');
});
