SET 'table.optimizer.non-deterministic-update.strategy' = 'TRY_RESOLVE';
SELECT o.name, c.city FROM (SELECT name, city, PROCTIME() AS t FROM customers) AS o JOIN customers FOR SYSTEM_TIME AS OF o.t AS c ON o.city = c.name
