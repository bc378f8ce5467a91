SELECT id FROM orders AS o WHERE NOT EXISTS (SELECT 1 FROM shipments AS s WHERE s.order_id = o.id)
