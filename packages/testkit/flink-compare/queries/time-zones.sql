-- Purpose: shows instants on New York's clock in the night it moves forward
-- Set: table.local-time-zone = America/New_York
SELECT
  order_id,
  order_time,
  CAST(order_time AS TIMESTAMP(3)) AS wall_clock,
  CAST(order_time AS STRING) AS as_text,
  DATE_FORMAT(order_time, 'yyyy-MM-dd HH:mm') AS formatted,
  EXTRACT(HOUR FROM order_time) AS local_hour,
  CAST(order_time AS DATE) AS local_date,
  FLOOR(order_time TO HOUR) AS hour_start,
  order_time + INTERVAL '1' HOUR AS hour_later,
  CAST(TIMESTAMP '2024-03-10 02:30:00' AS TIMESTAMP_LTZ(3)) AS gap,
  CAST(TIMESTAMP '2024-11-03 01:30:00' AS TIMESTAMP_LTZ(3)) AS overlap,
  TO_TIMESTAMP_LTZ(1710054000000, 3) AS from_millis,
  UNIX_TIMESTAMP('2024-03-10 03:00:00') AS unix_seconds,
  FROM_UNIXTIME(1710054000) AS from_seconds,
  CONVERT_TZ('2024-03-10 08:00:00', 'UTC', 'Asia/Tokyo') AS in_tokyo,
  TIMESTAMPDIFF(MINUTE, order_time, CAST(TIMESTAMP '2024-03-10 12:00:00' AS TIMESTAMP_LTZ(3))) AS minutes_left
FROM orders
WHERE order_time >= CAST(TIMESTAMP '2024-03-10 01:30:00' AS TIMESTAMP_LTZ(3))
