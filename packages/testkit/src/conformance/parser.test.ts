import { expect, test } from 'vitest';
import { runCorpusCases, runParserCases } from './parser.ts';

const line = (fields: object): string => JSON.stringify({ id: 'x', kind: 'statement', ...fields });

test('a parser case is judged by its tree, its refusal and its line', () => {
  const results = runParserCases([
    line({ sql: 'show tables', ok: true, unparsed: 'SHOW TABLES' }),
    line({ sql: 'show tables', ok: false }),
    line({ sql: 'SELECT\nFROM', ok: false, pos: [2, 1] }),
    line({ sql: 'SELECT FROM', ok: false, pos: [2, 1] }),
    '',
  ]);
  expect(results).toEqual([
    { id: 'x', status: 'pass', reason: '' },
    { id: 'x', status: 'fail', reason: 'parses, but Flink refuses it' },
    { id: 'x', status: 'pass', reason: '' },
    { id: 'x', status: 'fail', reason: "refused on line 1, but Flink's error is on 2" },
  ]);
});

test('a corpus case must parse', () => {
  const [good, bad] = runCorpusCases([line({ sql: 'SELECT a FROM t' }), line({ sql: 'SELECT a FROM' })]);
  expect(good?.status).toBe('pass');
  expect(bad?.reason).toMatch(/^does not parse/);
});
