SELECT o.id, s.carrier FROM orders AS o, shipments AS s WHERE o.id = s.order_id AND s.shipped_at BETWEEN o.event_time AND o.event_time + INTERVAL '4' HOUR
