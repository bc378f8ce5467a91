-- Purpose: bursts of trading per symbol that end after thirty quiet seconds
SELECT symbol, window_start, window_end, window_time, COUNT(*) AS trade_count, SUM(qty) AS shares
FROM TABLE(SESSION(TABLE trades PARTITION BY symbol, DESCRIPTOR(trade_time), INTERVAL '30' SECOND))
GROUP BY symbol, window_start, window_end, window_time
