-- Purpose: turnover per currency and state with subtotals and a grand total
SELECT currency, status, GROUPING(currency) AS is_total, COUNT(*) AS order_count, SUM(amount) AS turnover
FROM orders
GROUP BY ROLLUP (currency, status)
