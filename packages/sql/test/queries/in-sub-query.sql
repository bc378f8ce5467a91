SELECT id FROM orders WHERE customer IN (SELECT name FROM customers WHERE city = 'Rome')
