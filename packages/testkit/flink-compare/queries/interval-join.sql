-- Purpose: orders shipped within half an hour of the order
SELECT o.order_id, s.shipment_id, s.carrier, TIMESTAMPDIFF(SECOND, o.order_time, s.ship_time) AS seconds
FROM orders o
JOIN shipments s ON o.order_id = s.order_id
  AND s.ship_time BETWEEN o.order_time - INTERVAL '5' MINUTE AND o.order_time + INTERVAL '10' MINUTE
