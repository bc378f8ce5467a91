SELECT customer, window_start, window_end, COUNT(*) FROM TABLE(SESSION(TABLE orders PARTITION BY customer, DESCRIPTOR(event_time), INTERVAL '30' MINUTE)) GROUP BY customer, window_start, window_end
