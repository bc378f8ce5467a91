CREATE TABLE accounts (
  account_id INT,
  owner_id INT,
  state STRING,
  balance DECIMAL(12, 2),
  PRIMARY KEY (account_id) NOT ENFORCED
) WITH (
  'connector' = 'filesystem',
  'path' = 'data/accounts.jsonl',
  'format' = 'debezium-json'
)
