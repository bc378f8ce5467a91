-- Purpose: counts, sums and averages of trades per symbol
SELECT
  symbol,
  COUNT(*) AS trade_count,
  COUNT(price) AS priced,
  COUNT(DISTINCT trade_id) AS different_trades,
  SUM(qty) AS shares,
  SUM(price * qty) AS turnover,
  AVG(price) AS mean_price,
  AVG(qty) AS mean_qty,
  MIN(price) AS low,
  MAX(price) AS high,
  MIN(trade_time) AS first_time,
  MAX(side) AS last_side
FROM trades
GROUP BY symbol
