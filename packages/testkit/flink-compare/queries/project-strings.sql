-- Purpose: tidies customers' names and makes mail addresses out of them
SELECT
  customer_id,
  INITCAP(TRIM(name)) AS tidy_name,
  LOWER(REPLACE(SPLIT_INDEX(TRIM(name), ' ', 0), ',', '')) || '@' || COALESCE(LOWER(country), 'xx') || '.example' AS mail,
  CHAR_LENGTH(name) AS letters,
  SUBSTRING(name FROM 2 FOR 4) AS part,
  LPAD(CAST(customer_id AS STRING), 4, '0') AS code,
  POSITION('a' IN name) AS first_a,
  REGEXP_REPLACE(name, '[^A-Za-z]+', '-') AS slug,
  REGEXP_EXTRACT(name, '(\w+) (\w+)', 2) AS second_word,
  REVERSE(UPPER(country)) AS backwards,
  CONCAT_WS('/', country, name, CAST(vip AS STRING)) AS path
FROM customers
WHERE name LIKE '%a%' OR name IS NULL OR name SIMILAR TO '(B|Ü).*'
