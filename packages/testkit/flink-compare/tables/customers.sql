CREATE TABLE customers (
  customer_id INT,
  name STRING,
  country STRING,
  born DATE,
  credit DECIMAL(12, 2),
  vip BOOLEAN,
  joined TIMESTAMP_LTZ(3)
) WITH (
  'connector' = 'filesystem',
  'path' = 'data/customers.csv',
  'format' = 'csv',
  'csv.null-literal' = '\N'
)
