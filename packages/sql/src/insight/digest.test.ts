import { expect, test } from 'vitest';
import { TestSession } from '../testing/test-session.ts';
import { examineParagraph } from './examine.ts';

const stocks = (price: string): string =>
  `CREATE TABLE stocks (ticker STRING, price ${price}) WITH ('connector' = 'values')`;

function digests(text: string, change: (at: TestSession) => void) {
  const at = new TestSession();
  at.run(stocks('DOUBLE'));
  at.run('CREATE VIEW dear AS SELECT * FROM stocks');
  const before = examineParagraph(text, at.environment).digest;
  change(at);
  return { before, after: examineParagraph(text, at.environment).digest };
}

test('the same table made again changes nothing', () => {
  const { before, after } = digests('SELECT * FROM stocks', (at) => at.run(stocks('DOUBLE')));
  expect(after).toEqual(before);
});

test('a table made otherwise changes what reads it, also through a view', () => {
  for (const text of ['SELECT ticker, price FROM stocks', 'SELECT ticker FROM dear']) {
    const { before, after } = digests(text, (at) =>
      at.run(stocks('DOUBLE').replace("'values'", "'values', 'bounded' = 'true'")),
    );
    expect(after.plans).not.toBe(before.plans);
    expect(after.inputs).not.toEqual(before.inputs);
  }
});

test('a setting counts where the plan depends on it, and nowhere else', () => {
  const setTtl = (at: TestSession): void => {
    at.run("SET 'table.exec.state.ttl' = '1 h'");
  };
  const grouped = digests('SELECT ticker, COUNT(*) FROM stocks GROUP BY ticker', setTtl);
  expect(grouped.after.plans).not.toBe(grouped.before.plans);
  const plain = digests('SELECT ticker FROM stocks', setTtl);
  expect(plain.after.plans).toBe(plain.before.plans);
});

test('a paragraph that sets and makes for itself comes to the same when it has run', () => {
  const own =
    "SET 'table.exec.state.ttl' = '1 h'; CREATE TABLE t (n INT) WITH ('connector' = 'values'); SELECT n FROM t";
  const { before, after } = digests(own, (at) => at.run(own));
  expect(after.plans).toBe(before.plans);
  expect(after.made).toEqual(before.made);
});
