SELECT * FROM orders MATCH_RECOGNIZE (
  PARTITION BY customer
  ORDER BY event_time
  MEASURES FIRST(A.amount) AS first_amount, LAST(B.amount) AS last_amount, COUNT(A.id) AS n
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (A+ B) WITHIN INTERVAL '1' HOUR
  DEFINE A AS A.amount > 10, B AS B.amount < LAST(A.amount, 1)
)
