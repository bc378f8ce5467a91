WITH counts AS (
  SELECT customer, COUNT(*) AS n, window_start, window_end
  FROM TABLE(HOP(TABLE orders, DESCRIPTOR(event_time), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
  GROUP BY customer, window_start, window_end
)
SELECT c.customer, c.n
FROM counts AS c
JOIN (SELECT MAX(n) AS n, window_start, window_end FROM counts GROUP BY window_start, window_end) AS m
ON c.window_start = m.window_start AND c.window_end = m.window_end AND c.n >= m.n
