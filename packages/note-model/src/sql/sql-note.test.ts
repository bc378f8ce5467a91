import { seededRandom } from '@riffle/base';
import { expect, test } from 'vitest';
import { type NoteDocument, newParagraph, type ParagraphDocument } from '../zpln.ts';
import { exportSql, importSql } from './sql-note.ts';

function cell(text: string, title?: string, enabled = true): ParagraphDocument {
  return newParagraph({ id: 'p', text, title, config: { enabled }, createdAt: 0 });
}

function note(...paragraphs: ParagraphDocument[]): NoteDocument {
  return { id: '2AAAAAAAA', name: 'n', paragraphs };
}

type Plain = readonly [text: string, title?: string | undefined, enabled?: boolean];

function plain({ paragraphs }: NoteDocument): Plain[] {
  return paragraphs.map(({ text = '', title, config }) =>
    config['enabled'] === false ? [text, title, false] : title === undefined ? [text] : [text, title],
  );
}

function imported(script: string): Plain[] {
  return plain(importSql(script, 'n', { now: 0, random: seededRandom(1) }));
}

test('the script runs what runs; words, other languages and disabled cells are comments', () => {
  const script = exportSql(
    note(
      cell('%md\n# Words\n\nand more'),
      cell('%flink.ssql\nSELECT 1', 'One'),
      cell('%flink.ssql(type=single)\nSELECT 2 -- two'),
      cell('%flink.ssql\nSET a = 1;\nSET b = 2;', 'Both'),
      cell('%flink.ssql\nDROP TABLE t', 'Careful', false),
      cell('%flink.pyflink\nprint(1)'),
    ),
  );
  expect(script).toBe(`-- %% [markdown]
-- # Words
--
-- and more

-- %% One
SELECT 1;

-- %%
-- %flink.ssql(type=single)
SELECT 2 -- two
;

-- %%; Both
SET a = 1;
SET b = 2;

-- %% [disabled] Careful
-- DROP TABLE t

-- %% [other]
-- %flink.pyflink
-- print(1)
`);
});

test.each<[string, ParagraphDocument]>([
  ['a query', cell('%flink.ssql\nSELECT 1', 'One')],
  ['several statements', cell("%flink.ssql\nSELECT ';' ;\n\n/* ; */ SELECT 2;")],
  ['a batch query', cell('%flink.bsql(parallelism=2)\nSELECT 1')],
  ['a comment at the end', cell('%flink.ssql\nSELECT 1 -- one;')],
  ['comments alone', cell('%flink.ssql\n-- later;')],
  ['nothing yet', cell('%flink.ssql\n')],
  ['lines that look like ours', cell('%flink.ssql\n-- %% x\n-- \\%y\nSELECT 1')],
  ['a comment that looks like a header', cell('%flink.ssql\n-- %flink.bsql\nSELECT 1')],
  ['words with percents', cell('%md\n%% 100 %\n\n- a', '[sql] odd')],
  ['a disabled cell', cell('%flink.ssql\nSELECT 1;\n-- x', 'Off', false)],
  ['disabled words', cell('%md.markdown\nx', undefined, false)],
  ['Python', cell('%flink.ipyflink\nif x:\n  print(";")', 'Py', false)],
])('%s comes back as it was', (_name, paragraph) => {
  const script = exportSql(note(cell('%md\nbefore'), paragraph, cell('%flink.ssql\nSELECT 9')));
  expect(imported(script)).toEqual([['%md\nbefore'], ...plain(note(paragraph)), ['%flink.ssql\nSELECT 9']]);
});

test('a script somebody wrote: titles, words, settings together, a statement a cell', () => {
  const script = `/*
 * Orders of the shop.
 * Kept for a day.
 */

SET 'a' = '1';
SET 'b' = '2';

-- ==========
-- Tables
-- ==========

-- The orders
CREATE TABLE orders (id INT, note STRING) WITH ('connector' = 'datagen'); -- generated
-- first line
-- second line
SELECT 'a;b' FROM orders -- inner; comment
WHERE id > 1;

EXECUTE STATEMENT SET BEGIN
INSERT INTO a SELECT CASE WHEN TRUE THEN 1 END;
INSERT INTO b SELECT 2;
END;
SELECT 2
`;
  expect(imported(script)).toEqual([
    ['%md\nOrders of the shop.\nKept for a day.'],
    ["%flink.ssql\nSET 'a' = '1';\nSET 'b' = '2';"],
    ['%md\n## Tables'],
    [
      "%flink.ssql\nCREATE TABLE orders (id INT, note STRING) WITH ('connector' = 'datagen') -- generated",
      'The orders',
    ],
    ["%flink.ssql\n-- first line\n-- second line\nSELECT 'a;b' FROM orders -- inner; comment\nWHERE id > 1"],
    [
      '%flink.ssql\nEXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT CASE WHEN TRUE THEN 1 END;\nINSERT INTO b SELECT 2;\nEND',
    ],
    ['%flink.ssql\nSELECT 2'],
  ]);
});

test('a script with Windows line ends and an unclosed quote is still read', () => {
  expect(imported("SELECT 1;\r\nSELECT 'x")).toEqual([['%flink.ssql\nSELECT 1'], ["%flink.ssql\nSELECT 'x"]]);
});
