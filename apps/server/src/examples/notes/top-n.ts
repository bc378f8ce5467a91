import { type ExampleNote, sql, words } from './example-note.ts';

export const topN: ExampleNote = {
  id: 'top-n',
  title: 'Top-N',
  sentence: 'Keeps the three best-selling products of each category, and moves them as orders come in.',
  paragraphs: [
    words(`# Top-N

\`ROW_NUMBER\` with a bound on it is more than a filter: only the best rows of each group are kept, and a product that is
overtaken leaves the table.`),
    sql(
      'The orders',
      `CREATE TEMPORARY TABLE IF NOT EXISTS top_orders (
  product INT,
  amount INT,
  category AS ELT(1 + MOD(product, 3), 'books', 'games', 'music')
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '20',
  'fields.product.min' = '1',
  'fields.product.max' = '30',
  'fields.amount.min' = '1',
  'fields.amount.max' = '9'
)`,
    ),
    sql(
      'Three best of each category',
      `SELECT category, place, product, sold
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY category ORDER BY sold DESC) AS place
  FROM (SELECT category, product, SUM(amount) AS sold FROM top_orders GROUP BY category, product)
)
WHERE place <= 3`,
    ),
  ],
};
