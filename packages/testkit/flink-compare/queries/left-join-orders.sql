-- Purpose: every customer with their paid orders, or none
-- Compare: final
SELECT c.customer_id, c.country, o.order_id, o.amount
FROM customers c
LEFT JOIN orders o ON c.customer_id = o.customer_id AND o.status = 'paid' AND o.amount > 200
