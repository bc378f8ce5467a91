-- Purpose: turnover per two minutes with the group windows of older queries
SELECT
  symbol,
  TUMBLE_START(trade_time, INTERVAL '2' MINUTE) AS starts,
  TUMBLE_END(trade_time, INTERVAL '2' MINUTE) AS ends,
  TUMBLE_ROWTIME(trade_time, INTERVAL '2' MINUTE) AS at_time,
  COUNT(*) AS trade_count,
  SUM(price * qty) AS turnover
FROM trades
GROUP BY symbol, TUMBLE(trade_time, INTERVAL '2' MINUTE)
