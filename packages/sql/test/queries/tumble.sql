SELECT window_start, window_end, customer, SUM(amount) AS total FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(event_time), INTERVAL '10' MINUTE)) GROUP BY window_start, window_end, customer
