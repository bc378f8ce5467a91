SELECT id FROM orders ORDER BY event_time, id
