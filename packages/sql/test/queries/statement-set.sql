EXECUTE STATEMENT SET BEGIN
INSERT INTO log SELECT customer, id FROM orders;
INSERT INTO totals SELECT customer, SUM(amount) FROM orders GROUP BY customer;
END
