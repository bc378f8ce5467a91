SELECT /*+ STATE_TTL('o' = '1d', 's' = '2 h') */ o.id FROM orders AS o JOIN shipments AS s ON o.id = s.order_id
