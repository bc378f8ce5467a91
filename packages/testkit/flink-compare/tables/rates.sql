CREATE TABLE rates (
  currency STRING,
  rate DECIMAL(10, 4),
  rate_time TIMESTAMP_LTZ(3),
  WATERMARK FOR rate_time AS rate_time,
  PRIMARY KEY (currency) NOT ENFORCED
) WITH (
  'connector' = 'filesystem',
  'path' = 'data/rates.jsonl',
  'format' = 'debezium-json'
)
