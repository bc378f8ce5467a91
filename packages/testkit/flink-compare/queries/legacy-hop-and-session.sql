-- Purpose: older sliding windows and sessions in one result
SELECT 'hop' AS kind, HOP_START(trade_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE) AS starts,
  HOP_END(trade_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE) AS ends, COUNT(*) AS trade_count
FROM trades
GROUP BY HOP(trade_time, INTERVAL '1' MINUTE, INTERVAL '3' MINUTE)
UNION ALL
SELECT 'session', SESSION_START(trade_time, INTERVAL '14' SECOND), SESSION_END(trade_time, INTERVAL '14' SECOND), COUNT(*)
FROM trades
GROUP BY SESSION(trade_time, INTERVAL '14' SECOND)
