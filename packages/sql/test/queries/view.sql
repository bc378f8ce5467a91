SELECT customer, COUNT(*) FROM big_orders GROUP BY customer
