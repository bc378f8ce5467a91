-- Purpose: one row per item of an order, orders without items kept
SELECT o.order_id, i.sku, i.qty, i.qty * i.price AS line_total
FROM orders o
LEFT JOIN UNNEST(o.items) AS i (sku, qty, price) ON TRUE
