-- Purpose: orders per day of Tokyo's clock, a tumbling window over instants with an offset
-- Set: table.local-time-zone = Asia/Tokyo
SELECT window_start, window_end, window_time, COUNT(*) AS order_count, COUNT(DISTINCT customer_id) AS customers
FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(order_time), INTERVAL '1' HOUR, INTERVAL '15' MINUTES))
GROUP BY window_start, window_end, window_time
