-- Purpose: customers who ordered something large
-- Compare: final
SELECT customer_id, name
FROM customers
WHERE customer_id IN (SELECT customer_id FROM orders WHERE amount > 400)
  AND EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = customers.customer_id AND o.currency = 'EUR')
