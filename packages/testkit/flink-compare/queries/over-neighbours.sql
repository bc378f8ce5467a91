-- Purpose: each quote beside the one before it, and the running count of quotes
SELECT symbol, quote_time, bid, bid - bid_before AS step, quotes_so_far
FROM (
  SELECT symbol, quote_time, bid,
    LAG(bid) OVER (PARTITION BY symbol ORDER BY quote_time) AS bid_before,
    COUNT(*) OVER (PARTITION BY symbol ORDER BY quote_time) AS quotes_so_far
  FROM quotes
)
