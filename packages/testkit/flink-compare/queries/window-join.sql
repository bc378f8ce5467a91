-- Purpose: shares traded and the best quotes of the same minute, side by side
SELECT COALESCE(t.window_start, q.window_start) AS starts, t.symbol, t.shares, q.symbol AS quoted, q.best_bid
FROM (
  SELECT window_start, window_end, symbol, SUM(qty) AS shares
  FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(trade_time), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, symbol
) t
FULL JOIN (
  SELECT window_start, window_end, symbol, MAX(bid) AS best_bid
  FROM TABLE(TUMBLE(TABLE quotes, DESCRIPTOR(quote_time), INTERVAL '1' MINUTE))
  WHERE bid > 100
  GROUP BY window_start, window_end, symbol
) q ON t.window_start = q.window_start AND t.window_end = q.window_end AND t.symbol = q.symbol
