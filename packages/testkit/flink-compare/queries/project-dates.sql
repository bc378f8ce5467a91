-- Purpose: takes dates apart, moves them and counts the days between them
SELECT
  customer_id,
  EXTRACT(YEAR FROM born) AS birth_year,
  QUARTER(born) AS birth_quarter,
  DAYOFWEEK(born) AS birth_weekday,
  DAYOFYEAR(born) AS birth_day,
  WEEK(born) AS birth_week,
  TIMESTAMPDIFF(DAY, born, DATE '2024-03-10') AS days_old,
  TIMESTAMPDIFF(YEAR, born, DATE '2024-03-10') AS years_old,
  born + INTERVAL '1' MONTH AS month_later,
  TIMESTAMPADD(DAY, -1, born) AS day_before,
  FLOOR(born TO MONTH) AS month_start,
  CEIL(born TO YEAR) AS year_end,
  DATE_FORMAT(CAST(born AS TIMESTAMP(3)), 'dd.MM.yyyy') AS german,
  TO_DATE(DATE_FORMAT(CAST(born AS TIMESTAMP(3)), 'yyyyMMdd'), 'yyyyMMdd') AS again
FROM customers
WHERE born IS NULL OR born < DATE '2000-01-01' OR EXTRACT(MONTH FROM born) = 2
