-- Purpose: the five largest orders after the first two
SELECT order_id, currency, amount
FROM orders
WHERE amount IS NOT NULL
ORDER BY amount DESC, order_id
LIMIT 5 OFFSET 2
