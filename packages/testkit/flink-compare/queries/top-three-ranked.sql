-- Purpose: the three dearest trades of each symbol with their place
SELECT symbol, place, trade_id, price
FROM (
  SELECT symbol, trade_id, price, ROW_NUMBER() OVER (PARTITION BY symbol ORDER BY price DESC, trade_id) AS place
  FROM trades
  WHERE price IS NOT NULL
)
WHERE place <= 3
