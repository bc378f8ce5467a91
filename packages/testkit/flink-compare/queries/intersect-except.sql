-- Purpose: customers who ordered and have an account, but never cancelled
-- Compare: final
(SELECT customer_id FROM orders INTERSECT SELECT owner_id FROM accounts)
EXCEPT
SELECT customer_id FROM orders WHERE status = 'cancelled'
