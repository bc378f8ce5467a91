SELECT o.id, i.sku, i.price FROM orders AS o CROSS JOIN UNNEST(o.items) AS i (sku, price)
