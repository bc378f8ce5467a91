import { type ExampleNote, sql, words } from './example-note.ts';

export const intervalJoin: ExampleNote = {
  id: 'interval-join',
  title: 'Interval join',
  sentence: 'Joins orders with the payments that come within ten seconds, and forgets what can no longer match.',
  paragraphs: [
    words(`# Interval join

Two streams, joined where their times are close. The bound on the times is what keeps the state small: once both
watermarks have passed, a row that waited for a partner is forgotten.`),
    sql(
      'Orders and payments',
      `CREATE TEMPORARY TABLE IF NOT EXISTS interval_orders (
  order_id INT,
  amount INT,
  ordered_at TIMESTAMP_LTZ(3),
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '1' SECOND
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '10',
  'fields.order_id.min' = '1',
  'fields.order_id.max' = '100',
  'fields.amount.min' = '5',
  'fields.amount.max' = '200'
);
CREATE TEMPORARY TABLE IF NOT EXISTS interval_payments (
  order_id INT,
  paid_at TIMESTAMP_LTZ(3),
  WATERMARK FOR paid_at AS paid_at - INTERVAL '1' SECOND
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '10',
  'fields.order_id.min' = '1',
  'fields.order_id.max' = '100'
)`,
    ),
    sql(
      'Paid within ten seconds',
      `SELECT o.order_id, o.amount, o.ordered_at, p.paid_at
FROM interval_orders AS o
JOIN interval_payments AS p
  ON o.order_id = p.order_id
  AND p.paid_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '10' SECOND`,
    ),
  ],
};
