-- Purpose: moving mean price over two minutes, every thirty seconds
SELECT symbol, window_start, window_end, AVG(price) AS mean_price, MIN(price) AS low, MAX(price) AS high
FROM TABLE(HOP(TABLE trades, DESCRIPTOR(trade_time), INTERVAL '30' SECOND, INTERVAL '2' MINUTE))
WHERE symbol IS NOT NULL
GROUP BY symbol, window_start, window_end
