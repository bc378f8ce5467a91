-- Purpose: the two most traded symbols of every two minutes
SELECT window_start, place, symbol, shares
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY shares DESC, symbol) AS place
  FROM (
    SELECT window_start, window_end, symbol, SUM(qty) AS shares
    FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(trade_time), INTERVAL '2' MINUTE))
    GROUP BY window_start, window_end, symbol
  )
)
WHERE place <= 2
