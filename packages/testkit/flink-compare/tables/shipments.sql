CREATE TABLE shipments (
  shipment_id INT,
  order_id BIGINT,
  carrier STRING,
  ship_time TIMESTAMP_LTZ(3),
  WATERMARK FOR ship_time AS ship_time
) WITH (
  'connector' = 'filesystem',
  'path' = 'data/shipments.jsonl',
  'format' = 'json'
)
