-- Purpose: open accounts with their owners' names as both change
-- Compare: final
SELECT a.account_id, a.state, c.name, a.balance + COALESCE(c.credit, 0) AS available
FROM accounts a
LEFT JOIN customers c ON a.owner_id = c.customer_id
WHERE a.state <> 'frozen'
