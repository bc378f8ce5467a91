INSERT INTO totals SELECT MAX(customer), SUM(amount) FROM orders GROUP BY quantity
