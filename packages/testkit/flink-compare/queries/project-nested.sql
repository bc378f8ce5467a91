-- Purpose: reads and builds nested rows, arrays and maps
SELECT
  trade_id,
  venue.code AS venue_code,
  t.venue.country AS venue_country,
  venue,
  tags[1] AS first_tag,
  CARDINALITY(tags) AS tag_count,
  fees['exchange'] AS exchange_fee,
  fees['missing'] AS no_fee,
  fees,
  ARRAY[symbol, side] AS pair,
  MAP['qty', qty, 'twice', qty * 2] AS numbers,
  ROW(trade_id, UPPER(side)) AS made,
  ARRAY_CONTAINS(tags, 'dark') AS is_dark,
  MAP_KEYS(MAP[symbol, price]) AS map_keys
FROM trades t
WHERE venue IS NOT NULL OR fees IS NULL
