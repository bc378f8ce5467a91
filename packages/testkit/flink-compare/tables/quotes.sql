CREATE TABLE quotes (
  symbol STRING,
  bid DECIMAL(10, 2),
  ask DECIMAL(10, 2),
  quote_time TIMESTAMP(3),
  WATERMARK FOR quote_time AS quote_time - INTERVAL '2' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = 'data/quotes.jsonl',
  'format' = 'json'
)
