SELECT * FROM (SELECT id, v FROM changes) AS a FULL JOIN (SELECT id, v + 1 AS w FROM changes) AS b USING (id)
