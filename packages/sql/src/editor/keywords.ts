import type { Token } from '../lexer/token.ts';
import type { Expectations } from '../parser/expectations.ts';
import type { Completion } from './completion.ts';

/** Words that make sense only together. */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  GROUP: ['GROUP BY'],
  ORDER: ['ORDER BY'],
  PARTITION: ['PARTITION BY'],
  PARTITIONED: ['PARTITIONED BY'],
  DISTRIBUTED: ['DISTRIBUTED BY'],
  INSERT: ['INSERT INTO', 'INSERT OVERWRITE'],
  LEFT: ['LEFT JOIN'],
  RIGHT: ['RIGHT JOIN'],
  FULL: ['FULL JOIN'],
  INNER: ['INNER JOIN'],
  CROSS: ['CROSS JOIN'],
  UNION: ['UNION ALL', 'UNION'],
  PRIMARY: ['PRIMARY KEY'],
  WATERMARK: ['WATERMARK FOR'],
  IF: ['IF EXISTS', 'IF NOT EXISTS'],
  WITHIN: ['WITHIN GROUP'],
  GROUPING: ['GROUPING SETS'],
  CREATE: ['CREATE TABLE', 'CREATE TEMPORARY TABLE', 'CREATE VIEW', 'CREATE TEMPORARY VIEW', 'CREATE'],
  SIMILAR: ['SIMILAR TO'],
  BEGIN: ['BEGIN STATEMENT SET'],
  EXECUTE: ['EXECUTE STATEMENT SET BEGIN', 'EXECUTE'],
};

/** Words the rules try that few ever write; the grammar takes them all the same. */
const RARE = new Set(
  'NATURAL TABLESAMPLE INTERSECT EXCEPT MINUS UPSERT MULTISET SUBMULTISET PERIOD UNIQUE OVERLAPS CONTAINS EQUALS REPLACE TRUNCATE UPDATE DELETE MERGE COMPILE CALL ANALYZE LOAD UNLOAD ADD REMOVE QUIT EXIT CLEAR HELP'.split(
    ' ',
  ),
);

const VALUE_WORDS = ['CASE', 'CAST', 'NOT', 'EXISTS', 'INTERVAL', 'NULL', 'TRUE', 'FALSE', 'ARRAY', 'ROW', 'MAP'];
const STARTERS = new Set(['SELECT', 'INSERT', 'CREATE']);

/** The words that may stand here by the grammar. */
export function keywordCompletions(expected: Expectations, before: readonly Token[]): Completion[] {
  const keys = [...expected.keys].filter((key) => /^[A-Z_]+$/.test(key));
  const extra = expected.labels.has('an expression') ? VALUE_WORDS : [];
  const query = expected.labels.has('a query') ? ['SELECT', 'WITH', 'VALUES'] : [];
  // IF EXISTS or IF NOT EXISTS, as the statement has it.
  const creates = before[0]?.key === 'CREATE';
  const words = [...keys, ...extra, ...query].flatMap((key) => PHRASES[key] ?? [key]);
  return [...new Set(words)]
    .filter((word) => !word.startsWith('IF ') || word.startsWith('IF NOT') === creates)
    .map((word) => keywordItem(word));
}

function keywordItem(word: string): Completion {
  const first = word.split(' ')[0] ?? word;
  return { label: word, kind: 'keyword', insert: word, rank: RARE.has(first) ? 80 : STARTERS.has(first) ? 25 : 30 };
}

const TYPES =
  'STRING INT BIGINT DOUBLE DECIMAL(10,2) BOOLEAN TIMESTAMP(3) TIMESTAMP_LTZ(3) DATE TIME ARRAY<STRING> MAP<STRING,STRING> ROW<name_STRING> TINYINT SMALLINT FLOAT CHAR(10) VARCHAR(255) BYTES BINARY(16) VARBINARY(255) VARIANT'.split(
    ' ',
  );

export function typeCompletions(): Completion[] {
  return TYPES.map((type, at) => {
    const text = type.replace('name_STRING', 'name STRING').replace(',', ', ');
    return { label: text, kind: 'type', insert: text, rank: 10 + at / 100 };
  });
}

export function unitCompletions(): Completion[] {
  const units = ['SECOND', 'MINUTE', 'HOUR', 'DAY', 'MONTH', 'YEAR', 'QUARTER', 'WEEK'];
  return units.map((unit, at) => ({ label: unit, kind: 'unit', insert: unit, rank: at }));
}
