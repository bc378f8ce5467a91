-- Purpose: bought and sold shares side by side with FILTER
SELECT
  UPPER(side) AS direction,
  COUNT(*) FILTER (WHERE price > 100) AS expensive,
  COUNT(DISTINCT symbol) FILTER (WHERE qty > 100) AS large_symbols,
  SUM(qty) FILTER (WHERE symbol = 'ACME') AS acme_shares,
  AVG(DISTINCT price) FILTER (WHERE price < 150) AS cheap_mean,
  SUM(DISTINCT qty) AS distinct_shares,
  STDDEV_POP(CAST(qty AS DOUBLE)) IS NULL AS no_spread
FROM trades
GROUP BY UPPER(side)
