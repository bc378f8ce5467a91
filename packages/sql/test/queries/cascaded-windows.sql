WITH fine AS (
  SELECT customer, window_time, SUM(amount) AS total
  FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
  GROUP BY customer, window_start, window_end, window_time
)
SELECT window_start, window_end, SUM(total)
FROM TABLE(TUMBLE(TABLE fine, DESCRIPTOR(window_time), INTERVAL '1' HOUR))
GROUP BY window_start, window_end
