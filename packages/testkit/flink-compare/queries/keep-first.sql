-- Purpose: drops repeated trades, the earliest of each number stays
SELECT trade_id, symbol, price, trade_time
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY trade_id ORDER BY trade_time) AS n FROM trades
)
WHERE n = 1
