SELECT l.id, r.carrier, l.window_start
FROM (SELECT * FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))) AS l
LEFT JOIN (SELECT * FROM TABLE(TUMBLE(TABLE shipments, DESCRIPTOR(shipped_at), INTERVAL '10' MINUTE))) AS r
ON l.id = r.order_id AND l.window_start = r.window_start AND l.window_end = r.window_end
