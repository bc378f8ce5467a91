-- Purpose: tags of trades and how often each comes
SELECT tag, COUNT(*) AS times, SUM(qty) AS shares
FROM trades CROSS JOIN UNNEST(tags) AS t (tag)
GROUP BY tag
