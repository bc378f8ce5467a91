-- Purpose: classifies orders with CASE, fills gaps and converts between types
SELECT
  order_id,
  CASE WHEN amount IS NULL THEN 'unknown' WHEN amount >= 500 THEN 'big' WHEN amount >= 100 THEN 'middle' ELSE 'small' END AS size,
  CASE status WHEN 'new' THEN 1 WHEN 'paid' THEN 2 END AS status_number,
  COALESCE(amount, CAST(customer_id AS DECIMAL(12, 2)), -1) AS filled,
  NULLIF(status, 'new') AS not_new,
  IFNULL(note, 'none') AS note_text,
  IF(amount > 100, 'yes', 'no') AS above,
  TRY_CAST(note AS INT) AS no_number,
  CAST(CAST(amount AS INT) AS STRING) AS whole,
  CAST(amount AS DOUBLE) AS floating,
  CAST(amount > 100 AS STRING) AS truth,
  CAST('true' AS BOOLEAN) AND status <> 'new' AS both_true,
  GREATEST(customer_id, 5) AS at_least_five,
  LEAST(CAST(order_id AS INT), customer_id) AS least,
  amount IS DISTINCT FROM CAST(100 AS DECIMAL(12, 2)) AS differs,
  customer_id IN (1, 2, 3) AS is_first,
  amount BETWEEN 100 AND 400 AS is_middle
FROM orders
