-- Purpose: running sum and mean over the last three quotes of a symbol
SELECT
  symbol, quote_time, bid,
  SUM(bid) OVER w AS bid_sum,
  AVG(ask) OVER w AS ask_mean,
  COUNT(ask) OVER w AS asks
FROM quotes
WINDOW w AS (PARTITION BY symbol ORDER BY quote_time ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
