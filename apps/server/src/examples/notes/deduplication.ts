import { type ExampleNote, sql, words } from './example-note.ts';

export const deduplication: ExampleNote = {
  id: 'deduplication',
  title: 'Deduplication',
  sentence: 'Lets the first message of each id through and drops the repeats that a retrying sender causes.',
  paragraphs: [
    words(`# Deduplication

A sender that retries delivers some messages twice or more. \`ROW_NUMBER\` over the id, ordered by time, with place 1:
the first of each id goes through once, and is never taken back.`),
    sql(
      'The messages',
      `CREATE TEMPORARY TABLE IF NOT EXISTS repeated_messages (
  id INT,
  body STRING,
  arrived AS PROCTIME()
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '10',
  'fields.id.min' = '1',
  'fields.id.max' = '500',
  'fields.body.length' = '8'
)`,
    ),
    sql(
      'Each id once',
      `SELECT id, body
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY arrived ASC) AS place
  FROM repeated_messages
)
WHERE place = 1`,
    ),
    words('The order the other way round keeps the last message of each id: a table that is updated.'),
    sql(
      'The last of each id',
      `SELECT id, body
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY arrived DESC) AS place
  FROM repeated_messages
)
WHERE place = 1`,
    ),
  ],
};
