SELECT window_start, window_end, MAX(window_time) FROM TABLE(CUMULATE(TABLE orders, DESCRIPTOR(event_time), INTERVAL '1' HOUR, INTERVAL '1' DAY)) GROUP BY window_start, window_end
