-- Purpose: five-minute totals out of one-minute totals
SELECT window_start, window_end, SUM(shares) AS shares, MAX(shares) AS busiest_minute, COUNT(*) AS minutes
FROM TABLE(TUMBLE(
  (SELECT window_time AS minute_time, SUM(qty) AS shares
   FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(trade_time), INTERVAL '1' MINUTE))
   GROUP BY window_start, window_end, window_time),
  DESCRIPTOR(minute_time), INTERVAL '5' MINUTE))
GROUP BY window_start, window_end
