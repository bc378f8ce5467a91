SELECT * FROM (SELECT id, v FROM changes) AS a JOIN (SELECT id, v + 1 AS w FROM changes) AS b USING (id)
