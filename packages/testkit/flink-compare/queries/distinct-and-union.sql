-- Purpose: everything that is called a country or a currency, once
SELECT DISTINCT country AS code FROM customers
UNION
SELECT venue.country FROM trades
UNION
SELECT currency FROM orders
