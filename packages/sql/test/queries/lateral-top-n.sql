SELECT c.name, t.amount FROM (SELECT DISTINCT customer AS name FROM orders) AS c CROSS JOIN LATERAL (SELECT amount FROM orders AS o WHERE o.customer = c.name ORDER BY amount DESC LIMIT 2) AS t
