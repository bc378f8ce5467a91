-- Purpose: accounts and balances per state, kept right while accounts change and close
SELECT state, COUNT(*) AS account_count, SUM(balance) AS total, MAX(balance) AS largest, COUNT(DISTINCT owner_id) AS owners
FROM accounts
GROUP BY state
