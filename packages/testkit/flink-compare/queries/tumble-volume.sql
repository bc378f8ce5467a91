-- Purpose: shares traded per symbol and minute; late trades are left out
SELECT window_start, window_end, symbol, COUNT(*) AS trade_count, SUM(qty) AS shares, SUM(price * qty) AS turnover
FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(trade_time), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, symbol
