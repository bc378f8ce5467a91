CREATE TABLE trades (
  trade_id BIGINT,
  symbol STRING,
  price DECIMAL(10, 2),
  qty INT,
  side STRING,
  trade_time TIMESTAMP(3),
  venue ROW<code STRING, country STRING>,
  tags ARRAY<STRING>,
  fees MAP<STRING, DECIMAL(8, 4)>,
  WATERMARK FOR trade_time AS trade_time - INTERVAL '5' SECOND
) WITH (
  'connector' = 'filesystem',
  'path' = 'data/trades.jsonl',
  'format' = 'json'
)
