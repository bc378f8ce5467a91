SELECT id, amount FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY event_time) AS rn FROM orders) WHERE rn = 1
