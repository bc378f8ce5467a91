SELECT customer, quantity, GROUPING_ID(customer, quantity), SUM(amount) FROM orders GROUP BY CUBE (customer, quantity)
