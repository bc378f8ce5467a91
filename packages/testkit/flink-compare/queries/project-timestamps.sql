-- Purpose: formats, rounds and shifts the time of trades
SELECT
  trade_id,
  DATE_FORMAT(trade_time, 'yyyy-MM-dd''T''HH:mm:ss.SSS') AS iso,
  FLOOR(trade_time TO MINUTE) AS minute_start,
  CEIL(trade_time TO HOUR) AS hour_end,
  EXTRACT(SECOND FROM trade_time) AS seconds,
  HOUR(trade_time) AS hours,
  trade_time + INTERVAL '1 02:03:04' DAY TO SECOND AS later,
  CAST(trade_time AS DATE) AS day_of_trade,
  CAST(trade_time AS TIME) AS time_of_trade,
  CAST(trade_time AS STRING) AS as_text,
  TO_TIMESTAMP('2024-02-30 00:00:00') AS no_such_day,
  TIMESTAMPDIFF(SECOND, TIMESTAMP '2024-03-10 05:30:00', trade_time) AS since_start
FROM trades
WHERE trade_time BETWEEN TIMESTAMP '2024-03-10 05:32:00' AND TIMESTAMP '2024-03-10 05:36:00'
