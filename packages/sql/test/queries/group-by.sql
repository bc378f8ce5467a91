SELECT customer, COUNT(*) AS n, SUM(amount) FILTER (WHERE quantity > 1), COUNT(DISTINCT quantity) FROM orders GROUP BY customer HAVING COUNT(*) > 1
