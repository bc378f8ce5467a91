-- Purpose: reads fields out of the JSON text of an order's note
SELECT
  order_id,
  note IS JSON AS is_json,
  note IS JSON OBJECT AS is_object,
  JSON_EXISTS(note, '$.to.name') AS has_name,
  JSON_VALUE(note, '$.to.name') AS recipient,
  JSON_VALUE(note, '$.to.age' RETURNING INT) AS age,
  JSON_VALUE(note, '$.gift' RETURNING BOOLEAN DEFAULT FALSE ON EMPTY NULL ON ERROR) AS gift,
  JSON_VALUE(note, 'lax $.price' DEFAULT 'free' ON EMPTY) AS price,
  JSON_QUERY(note, '$.codes') AS codes,
  JSON_QUERY(note, '$.codes[0]' WITH WRAPPER) AS first_code,
  JSON_OBJECT('id' VALUE order_id, 'status' VALUE status NULL ON NULL) AS made
FROM orders
