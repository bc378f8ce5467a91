-- Purpose: orders per four hours of Tokyo's clock, a tumbling window over instants
-- Set: table.local-time-zone = Asia/Tokyo
SELECT window_start, window_end, window_time, COUNT(*) AS order_count, COUNT(DISTINCT customer_id) AS customers
FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(order_time), INTERVAL '4' HOUR))
GROUP BY window_start, window_end, window_time
