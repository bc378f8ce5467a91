SELECT customer, COUNT(*), window_start
FROM TABLE(TUMBLE((SELECT *, PROCTIME() AS p FROM orders), DESCRIPTOR(p), INTERVAL '10' SECOND))
GROUP BY customer, window_start, window_end
