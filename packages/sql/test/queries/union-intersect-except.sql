(SELECT customer FROM orders UNION ALL SELECT name FROM customers) INTERSECT SELECT carrier FROM shipments
