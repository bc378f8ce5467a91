-- Purpose: the latest trade of each symbol
SELECT symbol, trade_id, price, trade_time
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY symbol ORDER BY trade_time DESC) AS n FROM trades
)
WHERE n = 1
