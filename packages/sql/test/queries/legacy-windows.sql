SELECT customer, TUMBLE_START(event_time, INTERVAL '1' HOUR), TUMBLE_ROWTIME(event_time, INTERVAL '1' HOUR), SUM(amount) FROM orders GROUP BY customer, TUMBLE(event_time, INTERVAL '1' HOUR)
