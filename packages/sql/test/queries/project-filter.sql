SELECT id, UPPER(customer) AS customer, amount * 2 FROM orders WHERE quantity > 1 AND 1 = 1
