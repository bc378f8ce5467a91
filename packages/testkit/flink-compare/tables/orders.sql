CREATE TABLE orders (
  order_id BIGINT,
  customer_id INT,
  amount DECIMAL(12, 2),
  currency STRING,
  status STRING,
  order_time TIMESTAMP_LTZ(3),
  items ARRAY<ROW<sku STRING, qty INT, price DECIMAL(8, 2)>>,
  note STRING,
  WATERMARK FOR order_time AS order_time - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'filesystem',
  'path' = 'data/orders.jsonl',
  'format' = 'json'
)
