SELECT window_end, COUNT(*) FROM TABLE(HOP(TABLE orders, DESCRIPTOR(event_time), INTERVAL '5' MINUTE, INTERVAL '10' MINUTE)) WHERE quantity > 1 GROUP BY window_start, window_end
