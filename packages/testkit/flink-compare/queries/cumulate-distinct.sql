-- Purpose: symbols seen so far within each quarter of an hour, told every five minutes
SELECT window_start, window_end, COUNT(DISTINCT symbol) AS symbols, SUM(qty) FILTER (WHERE side = 'SELL') AS sold
FROM TABLE(CUMULATE(TABLE trades, DESCRIPTOR(trade_time), INTERVAL '5' MINUTE, INTERVAL '15' MINUTE))
GROUP BY window_start, window_end
