SELECT o.id, c.city FROM orders AS o LEFT JOIN customers AS c ON o.customer = c.name
