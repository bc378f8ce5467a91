-- Purpose: orders with their customers, only those above the customer's credit
SELECT o.order_id, c.name, o.amount, c.credit, o.amount - c.credit AS missing
FROM orders o
JOIN customers c ON o.customer_id = c.customer_id AND (o.amount > c.credit OR c.vip)
WHERE o.status <> 'cancelled'
