-- Purpose: the two customers with the highest turnover, without their place
SELECT customer_id, turnover
FROM (
  SELECT *, ROW_NUMBER() OVER (ORDER BY turnover DESC, customer_id) AS place
  FROM (SELECT customer_id, SUM(amount) AS turnover FROM orders WHERE amount IS NOT NULL GROUP BY customer_id)
)
WHERE place <= 2
