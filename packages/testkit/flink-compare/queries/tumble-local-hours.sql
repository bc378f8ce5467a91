-- Purpose: orders per four hours of New York's clock, in the night when it moves forward
-- Set: table.local-time-zone = America/New_York
SELECT window_start, window_end, window_time, COUNT(*) AS order_count, COUNT(DISTINCT customer_id) AS customers
FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(order_time), INTERVAL '4' HOUR))
GROUP BY window_start, window_end, window_time
