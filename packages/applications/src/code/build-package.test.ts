import { type NoteDocument, parseNoteDocument } from '@riffle/note-model';
import { planFromJson } from '@riffle/plan';
import { expect, test } from 'vitest';
import { readPackage } from './application-package.ts';
import { buildPackage } from './build-package.ts';

const OPTIONS = { database: 'sales', properties: {}, aws: undefined, createdBy: 'riffle 1' };
const TABLES = `%flink.ssql
CREATE TABLE s (k STRING) WITH ('connector' = 'datagen');
CREATE TABLE t (k STRING) WITH ('connector' = 'blackhole');`;

function note(...texts: string[]): NoteDocument {
  const paragraphs = texts.map((text, i) => ({ id: `p${i}`, text, dateFinished: `${performance.now()}` }));
  return parseNoteDocument(JSON.stringify({ id: 'n', name: 'Copies', paragraphs }), { id: '', name: '' });
}

test('a package holds the program, its plan, and the note without what its runs left', async () => {
  const build = () =>
    buildPackage(note('%md\n# Copies', TABLES, '%flink.ssql\nINSERT INTO t SELECT k FROM s'), OPTIONS);
  const { code, check } = await build();
  expect(check.deployable).toBe(true);
  const { sql, plan, note: kept, manifest } = readPackage(code as Uint8Array);
  expect(manifest).toEqual({ format: 1, entry: 'application.sql', database: 'sales', createdBy: 'riffle 1' });
  expect(sql).toBe(
    "CREATE TABLE s (k STRING) WITH ('connector' = 'datagen');\nCREATE TABLE t (k STRING) WITH ('connector' = 'blackhole');\nINSERT INTO t SELECT k FROM s;\n",
  );
  expect(planFromJson(plan ?? '').nodes.map(({ kind }) => kind)).toEqual(['source', 'sink']);
  expect(JSON.parse(kept ?? '').paragraphs[0]).toEqual({
    id: 'p0',
    text: '%md\n# Copies',
    config: { enabled: true },
    settings: { params: {}, forms: {} },
    status: 'READY',
  });
  expect(Buffer.from((await build()).code as Uint8Array).equals(code as Uint8Array)).toBe(true);
});

test('a program that refers to properties is packed without a plan, and one that is refused not at all', async () => {
  const insert = "%flink.ssql\nINSERT INTO t SELECT '${property:A.b=c}' FROM s";
  const { code } = await buildPackage(note(TABLES, insert), OPTIONS);
  expect(readPackage(code as Uint8Array).plan).toBeUndefined();
  const refused = await buildPackage(note(TABLES, '%flink.ssql\n\nINSERT INTO t SELECT nope FROM s'), OPTIONS);
  expect(refused.code).toBeNull();
  expect(refused.check.checks.filter(({ blocking }) => blocking)).toMatchObject([{ paragraph: 2, line: 3 }]);
});
