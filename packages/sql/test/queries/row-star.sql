SELECT r.inner_row.*, TIME '10:11:12.345' AS no_fraction FROM (SELECT CAST(ROW(ROW(id, customer), 1) AS ROW<inner_row ROW<a BIGINT, b STRING>, n INT>) AS r FROM orders) AS x
