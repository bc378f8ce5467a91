import { type ExampleNote, sql, words } from './example-note.ts';

export const runningCounts: ExampleNote = {
  id: 'running-counts',
  title: 'Changes and running counts',
  sentence: 'Shows how a count without a window corrects itself: one row a key that every event updates.',
  paragraphs: [
    words(`# Changes and running counts

An aggregate without a window never ends, so its rows are *updated*. The table below has one row a page and changes in
place. Choose *Changes* to see what a sink would get: the old value taken back, the new one put in.`),
    sql(
      'The visits',
      `CREATE TEMPORARY TABLE IF NOT EXISTS counted_visits (
  page_number INT,
  visitor INT,
  page AS ELT(page_number, '/', '/shop', '/cart', '/help')
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '10',
  'fields.page_number.min' = '1',
  'fields.page_number.max' = '4',
  'fields.visitor.min' = '1',
  'fields.visitor.max' = '200'
)`,
    ),
    sql(
      'Visits so far',
      `SELECT page, COUNT(*) AS visits, COUNT(DISTINCT visitor) AS visitors
FROM counted_visits
GROUP BY page`,
      { view: 'split', chart: { kind: 'bar', x: 'page', values: ['visits', 'visitors'] } },
    ),
    words(
      `A count of those counts has to follow every correction: a page that reaches the next hundred leaves its old group.`,
    ),
    sql(
      'Pages by hundreds of visits',
      `SELECT visits / 100 * 100 AS visits_from, COUNT(*) AS pages
FROM (SELECT page, COUNT(*) AS visits FROM counted_visits GROUP BY page)
GROUP BY visits / 100 * 100`,
    ),
  ],
};
