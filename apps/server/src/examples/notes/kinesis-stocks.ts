import { EXAMPLES_STREAM } from '../welcome-note.ts';
import { type ExampleNote, sql, words } from './example-note.ts';

export const kinesisStocks: ExampleNote = {
  id: 'kinesis-stocks',
  title: 'Stock ticker on Kinesis',
  sentence: 'Reads trades from a Kinesis stream of this machine with a table made in SQL, as the stock tutorial does.',
  paragraphs: [
    words(`# Stock ticker on Kinesis

The stream \`${EXAMPLES_STREAM}\` flows since this home was made. A table says what its records are: JSON, with the columns
below. For a stream of your own, make it with \`aws kinesis create-stream\` and put its name into the ARN;
the tutorial in \`docs/tutorial-stocks.md\` has the whole walk, with a producer.`),
    sql(
      'A table on the stream',
      `CREATE TEMPORARY TABLE IF NOT EXISTS kinesis_stock (
  ticker STRING,
  price DOUBLE,
  volume BIGINT,
  event_time TIMESTAMP(3),
  WATERMARK FOR event_time AS event_time - INTERVAL '1' SECOND
) WITH (
  'connector' = 'kinesis',
  'stream.arn' = 'arn:aws:kinesis:us-east-1:012345678901:stream/${EXAMPLES_STREAM}',
  'aws.region' = 'us-east-1',
  'source.init.position' = 'LATEST',
  'format' = 'json'
)`,
    ),
    sql('Every trade', 'SELECT event_time, ticker, price FROM kinesis_stock', {
      view: 'split',
      chart: { kind: 'line', x: 'event_time', values: ['price'], group: 'ticker' },
    }),
    sql(
      'Turnover in five seconds',
      `SELECT window_end, ticker, SUM(price * volume) AS turnover
FROM TUMBLE(TABLE kinesis_stock, DESCRIPTOR(event_time), INTERVAL '5' SECOND)
GROUP BY window_start, window_end, ticker`,
      { view: 'split', chart: { kind: 'bar', x: 'ticker', values: ['turnover'] } },
    ),
  ],
};
