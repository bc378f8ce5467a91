INSERT INTO log (b) SELECT id FROM orders
