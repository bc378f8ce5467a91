import { expect, test } from 'vitest';
import { secretsOf, withoutSecrets } from './secrets.ts';

const text = "SELECT '${password:key}', '${name=x}', ${password:pin}";

test('only passwords are secrets', () => {
  const values = { paragraph: { key: "O'Hara", name: 'Ann', pin: '7' }, note: {} };
  expect(secretsOf(text, values)).toEqual(["O'Hara", '7']);
  expect(secretsOf(text, { paragraph: {}, note: {} })).toEqual([]);
});

test('secrets are hidden in every text, short ones only as whole literals', () => {
  const data = { statement: "SELECT 'O''Hara', 17, '7'", nodes: [{ detail: "a = O'Hara" }], rows: 7, none: null };
  expect(withoutSecrets(data, ["O'Hara", '7'])).toEqual({
    statement: "SELECT '•••', 17, '•••'",
    nodes: [{ detail: 'a = •••' }],
    rows: 7,
    none: null,
  });
  expect(withoutSecrets(data, [])).toBe(data);
});
