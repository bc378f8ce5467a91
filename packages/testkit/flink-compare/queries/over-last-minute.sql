-- Purpose: shares of the last minute at every trade, late trades left out
SELECT
  trade_id, symbol, qty,
  SUM(qty) OVER w AS minute_shares,
  MAX(price) OVER w AS minute_high
FROM trades
WINDOW w AS (PARTITION BY symbol ORDER BY trade_time RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW)
