import { expect, test } from 'vitest';
import { checkNote } from './check-note.ts';
import { noteProgram } from './note-program.ts';
import { fillProperties } from './properties.ts';

interface Written {
  readonly text: string;
  readonly enabled?: boolean;
}

function note(...paragraphs: (string | Written)[]) {
  return {
    paragraphs: paragraphs.map((written, i) => {
      const { text, enabled = true } = typeof written === 'string' ? { text: written } : written;
      return { id: `p${i}`, text, config: { enabled }, settings: {}, status: 'READY' as const };
    }),
  };
}

const TABLES = `%flink.ssql
CREATE TABLE s (a INT) WITH ('connector' = 'datagen');
CREATE TABLE t (a INT) WITH ('connector' = 'blackhole')`;
const INSERT = '%flink.ssql\nINSERT INTO t SELECT a FROM s';

/** What is not met: criterion, place, whether it blocks. */
function findings(...paragraphs: (string | Written)[]): string[] {
  return noteProgram(note(...paragraphs))
    .checks.filter(({ met }) => !met)
    .map(
      ({ criterion, paragraph, line, blocking }) =>
        `${criterion} @${paragraph ?? '-'}:${line ?? '-'}${blocking ? ' blocks' : ''}`,
    );
}

test('statements are kept in order, and each knows where it stood', () => {
  const program = noteProgram(note('%md # Title', TABLES, "SET 'table.local-time-zone' = 'UTC';", INSERT));
  expect(program.sql).toBe(`CREATE TABLE s (a INT) WITH ('connector' = 'datagen');
CREATE TABLE t (a INT) WITH ('connector' = 'blackhole');
SET 'table.local-time-zone' = 'UTC';
INSERT INTO t SELECT a FROM s;
`);
  expect(program.pieces.map(({ paragraph, offset }) => [paragraph, offset])).toEqual([
    [2, 12],
    [2, 67],
    [3, 0],
    [4, 12],
  ]);
  expect(program.skipped).toEqual([{ paragraph: 1, line: 1, reason: 'Markdown is for readers.' }]);
  expect(program.checks.every(({ met }) => met)).toBe(true);
  expect(program.checks.map(({ criterion }) => criterion)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
});

test('what shows something is left out; a disabled paragraph may hold anything', () => {
  const program = noteProgram(
    note(TABLES, `${INSERT};\nSELECT * FROM s;\nSHOW TABLES`, { text: '%sh rm -rf /', enabled: false }),
  );
  expect(program.skipped).toEqual([
    { paragraph: 2, line: 3, reason: 'A SELECT shows something to a person; an application leaves it out.' },
    { paragraph: 2, line: 4, reason: 'SHOW shows something to a person; an application leaves it out.' },
    { paragraph: 3, line: 1, reason: 'This paragraph is disabled.' },
  ]);
  expect(program.checks.filter(({ met }) => !met)).toMatchObject([
    { criterion: 13, paragraph: 2, line: 3, blocking: false },
  ]);
});

test.each<[string, (string | Written)[], string[]]>([
  [
    'Python and Scala',
    ['%flink.pyflink\nx = 1', '%flink\nval x = 1'],
    ['2 @-:- blocks', '14 @1:1 blocks', '14 @2:1 blocks'],
  ],
  ['an unknown interpreter', [TABLES, '%sh ls', INSERT], ['3 @2:1 blocks']],
  ['batch SQL', [TABLES, '%flink.bsql\nSELECT 1', INSERT], ['3 @2:1 blocks']],
  ['the Zeppelin context', ['%flink.pyflink\na = 1\nz.show(a)'], ['4 @1:3 blocks', '14 @1:1 blocks']],
  [
    'a magic and an old planner',
    ['%flink.pyflink\n!ls\nst_env_2.x()'],
    ['12 @1:2 blocks', '12 @1:3 blocks', '14 @1:1 blocks'],
  ],
  ['two paragraphs of INSERTs', [TABLES, INSERT, INSERT], ['5 @3:2 blocks']],
  ['no INSERT', [TABLES], ['5 @-:- blocks']],
  ['a form', [TABLES, INSERT.replace('a FROM', '${limit=3} FROM')], ['6 @2:2 blocks']],
  ['nothing', ['%md x', { text: INSERT, enabled: false }], ['9 @-:- blocks']],
  ['parallelism', [TABLES, INSERT.replace('ssql', 'ssql(parallelism=2)')], ['10 @2:1']],
  ['a definition behind an INSERT', [TABLES, `${INSERT};\nSET 'a' = 'b'`], ['13 @2:3 blocks']],
  ['SQL that does not parse', [TABLES, '%flink.ssql\n\nINSERT INTO'], ['13 @2:3 blocks']],
  ['a header that does not parse', [TABLES, '%flink.ssql(a=b=c)\nSELECT 1', INSERT], ['3 @2:1 blocks']],
])('%s', (_, paragraphs, expected) => {
  expect(findings(...paragraphs)).toEqual(expected);
});

test('a column that is not there is found at its paragraph and line', async () => {
  const options = { database: 'default', properties: {}, aws: undefined };
  const good = await checkNote(note(TABLES, INSERT), options);
  expect([good.deployable, good.checks.at(-1)]).toMatchObject([true, { criterion: 15, met: true }]);
  const bad = await checkNote(note(TABLES, '%flink.ssql\n\nINSERT INTO t\nSELECT b FROM s'), options);
  expect(bad.deployable).toBe(false);
  expect(bad.checks.at(-1)).toMatchObject({
    criterion: 15,
    paragraph: 2,
    line: 4,
    blocking: true,
    sentence: 'There is no column "b".',
  });
});

test('properties are put in place, with quotes doubled, defaults, and dots in groups and keys', () => {
  const groups = { Out: { 'a.b': "it's", c: '1' }, 'Out.a': { b: 'longer group' } };
  expect(fillProperties("'${property:Out.a.b}' ${property:Out.c} ${property:Out.x=none}", groups)).toEqual({
    text: "'longer group' 1 none",
    missing: [],
  });
  expect(fillProperties("'${property:G.k}'", { G: { k: "it's" } }).text).toBe("'it''s'");
  expect(fillProperties('x ${property:Out.x}', groups).missing).toEqual([
    { reference: '${property:Out.x}', offset: 2 },
  ]);
});
