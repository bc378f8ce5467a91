import { type ExampleNote, sql, words } from './example-note.ts';

export const priceDip: ExampleNote = {
  id: 'price-dip',
  title: 'Price dip',
  sentence: 'Finds V shapes in prices with MATCH_RECOGNIZE: two falls or more, then two rises or more.',
  paragraphs: [
    words(`# Price dip

\`MATCH_RECOGNIZE\` reads each ticker's prices in the order of their times and looks for rows that fit a pattern, like a
regular expression over rows: a start, falling prices, rising prices.`),
    sql(
      'The prices',
      `CREATE TEMPORARY TABLE IF NOT EXISTS dip_prices (
  ticker_number INT,
  price INT,
  traded_at TIMESTAMP_LTZ(3),
  ticker AS ELT(ticker_number, 'AMZN', 'GOOG', 'MSFT'),
  WATERMARK FOR traded_at AS traded_at - INTERVAL '1' SECOND
) WITH (
  'connector' = 'datagen',
  'rows-per-second' = '15',
  'fields.ticker_number.min' = '1',
  'fields.ticker_number.max' = '3',
  'fields.price.min' = '80',
  'fields.price.max' = '120'
)`,
    ),
    sql(
      'Dips as they end',
      `SELECT *
FROM dip_prices
MATCH_RECOGNIZE (
  PARTITION BY ticker
  ORDER BY traded_at
  MEASURES
    TOP.traded_at AS fell_from,
    LAST(RISE.traded_at) AS rose_until,
    LAST(FALL.price) AS lowest,
    LAST(RISE.price) AS recovered_to
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (TOP FALL{2,} RISE{2,} LATER)
  DEFINE
    FALL AS FALL.price < LAST(FALL.price, 1) OR LAST(FALL.price, 1) IS NULL AND FALL.price < TOP.price,
    RISE AS RISE.price > LAST(RISE.price, 1) OR LAST(RISE.price, 1) IS NULL AND RISE.price > LAST(FALL.price)
)`,
    ),
  ],
};
