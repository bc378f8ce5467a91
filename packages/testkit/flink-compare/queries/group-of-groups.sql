-- Purpose: how many symbols have how many trades, a group over changing groups
SELECT trade_count, COUNT(*) AS symbols, MAX(symbol) AS last_symbol, MIN(shares) AS fewest_shares
FROM (
  SELECT symbol, COUNT(*) AS trade_count, SUM(qty) AS shares
  FROM trades
  GROUP BY symbol
)
GROUP BY trade_count
HAVING COUNT(*) > 0
