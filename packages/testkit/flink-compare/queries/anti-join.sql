-- Purpose: orders never shipped, whose customer is known
-- Compare: final
SELECT order_id, customer_id, amount
FROM orders o
WHERE NOT EXISTS (SELECT 1 FROM shipments s WHERE s.order_id = o.order_id)
  AND customer_id IN (SELECT customer_id FROM customers)
