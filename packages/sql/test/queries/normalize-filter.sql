INSERT INTO log SELECT name, 1 FROM customers WHERE city = 'Rome'
