SELECT o.id, s.carrier FROM orders AS o JOIN shipments AS s ON o.id = s.order_id WHERE o.quantity > 2 AND s.carrier <> 'x'
