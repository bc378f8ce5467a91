SELECT o.id, c.city FROM orders AS o LEFT JOIN customers FOR SYSTEM_TIME AS OF o.proc_time AS c ON o.customer = c.name AND c.city <> 'Rome'
