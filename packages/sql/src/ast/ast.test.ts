import { types } from '@riffle/columns';
import { expect, test } from 'vitest';
import { parseSql, parseType } from '../parser/parse.ts';
import type { Path, Statement, TypeNode } from './index.ts';
import { referencedObjects } from './references.ts';
import { resolveType } from './resolve-type.ts';

const names = (paths: readonly Path[]) => paths.map(({ parts }) => parts.map(({ name }) => name).join('.'));

function references(text: string) {
  const { tables, functions, models } = referencedObjects(parseSql(text).statements[0] as Statement);
  return { tables: names(tables), functions: names(functions), models: names(models) };
}

test('all catalog objects of a statement are found, each once, without the names of WITH', () => {
  expect(
    references(
      `INSERT INTO cat.db.sink WITH c AS (SELECT my_f(a) FROM src)
       SELECT * FROM c JOIN src ON c.x IN (SELECT y FROM other)
       JOIN TABLE(ML_PREDICT(TABLE facts, MODEL m)) ON SUM(1) = CURRENT_DATE`,
    ),
  ).toEqual({
    tables: ['cat.db.sink', 'src', 'other', 'facts'],
    functions: ['my_f', 'ML_PREDICT', 'SUM'],
    models: ['m'],
  });
  expect(references('CREATE TABLE a LIKE b').tables).toEqual(['a', 'b']);
  expect(references('SHOW CREATE TABLE t').tables).toEqual(['t']);
});

const resolved = (text: string) => resolveType(parseType(text).tree as TypeNode);

test('type syntax becomes types', () => {
  expect(resolved('DECIMAL(10, 2) NOT NULL')).toEqual({ ...types.decimal(10, 2), nullable: false });
  expect(resolved("ROW<a INT 'c', b ARRAY<STRING NOT NULL>>")).toEqual(
    types.row([
      { name: 'a', type: types.int(), description: 'c' },
      { name: 'b', type: types.array({ ...types.string(), nullable: false }) },
    ]),
  );
  expect(resolved('MAP<CHAR, TIMESTAMP(3) WITH LOCAL TIME ZONE>')).toEqual(
    types.map(types.char(1), types.timestampLtz(3)),
  );
  expect(resolved('INTERVAL DAY(3) TO SECOND(2)')).toEqual(types.dayTimeInterval('DAY_TO_SECOND', 3, 2));
  expect(resolved('INT NOT NULL MULTISET')).toEqual(types.multiset({ ...types.int(), nullable: false }));
});

test('a type out of bounds is a diagnostic where it stands', () => {
  expect(resolved('ROW<a DECIMAL(39, 2)>')).toEqual({
    code: 'invalid-type',
    severity: 'error',
    message: 'The precision of DECIMAL must be from 1 to 38, not 39.',
    span: { start: 6, end: 20 },
  });
  expect(resolved('my.own')).toMatchObject({ code: 'invalid-type' });
});
