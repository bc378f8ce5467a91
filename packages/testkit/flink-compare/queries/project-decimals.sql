-- Purpose: computes amounts, taxes and rounded prices with exact decimals
SELECT
  trade_id,
  price * qty AS amount,
  price * qty * 0.0825 AS tax,
  price / qty AS per_share,
  ROUND(price / 7, 3) AS seventh,
  CAST(price AS DECIMAL(6, 1)) AS short_price,
  CAST(price * 1000000 AS DECIMAL(10, 2)) AS too_big,
  MOD(qty, 7) AS rest,
  CEIL(price) AS up,
  FLOOR(-price) AS down,
  TRUNCATE(price, 1) AS cut,
  ABS(price - 100) AS distance,
  price + qty AS mixed,
  CAST(price AS DOUBLE) * 1.1E0 AS floating,
  SIGN(price - 100) AS direction
FROM trades
WHERE price > 20.005 OR qty IS NULL
