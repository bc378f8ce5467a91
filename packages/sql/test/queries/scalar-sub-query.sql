SELECT id, amount - (SELECT AVG(amount) FROM orders AS i WHERE i.customer = o.customer) FROM orders AS o
