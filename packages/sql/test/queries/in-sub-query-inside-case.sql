SELECT id FROM orders
WHERE CASE WHEN customer IN (SELECT city FROM customers) THEN 1 ELSE 2 END
  IN (SELECT s.order_id FROM shipments AS s WHERE s.order_id = orders.id);
