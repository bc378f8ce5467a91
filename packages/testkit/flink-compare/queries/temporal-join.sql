-- Purpose: orders in dollars at the rate that held when they came
SELECT o.order_id, o.currency, o.amount, r.rate, CAST(o.amount * r.rate AS DECIMAL(12, 2)) AS dollars
FROM orders o
LEFT JOIN rates FOR SYSTEM_TIME AS OF o.order_time AS r ON o.currency = r.currency
