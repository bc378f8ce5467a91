SELECT id + (1 + 2), 'a' || 'b' FROM orders WHERE 2 > 1 OR id = 3
