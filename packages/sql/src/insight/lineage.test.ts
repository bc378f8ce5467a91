import { formatIdentifier } from '@riffle/plan';
import { expect, test } from 'vitest';
import { TestSession } from '../testing/test-session.ts';
import { examineParagraph } from './examine.ts';
import { baseTables } from './lineage.ts';

const STOCKS = "CREATE TABLE stocks (ticker STRING, price DOUBLE) WITH ('connector' = 'values')";

function session(...statements: string[]): TestSession {
  const made = new TestSession();
  for (const statement of statements) {
    made.run(statement);
  }
  return made;
}

/** `role kind name` of everything a paragraph has to do with, in order. */
function usesOf(text: string, at: TestSession): string[] {
  return examineParagraph(text, at.environment).uses.map(({ role, kind, id }) => `${role} ${kind} ${id.object}`);
}

test('CREATE makes, INSERT reads and writes, SELECT reads', () => {
  const at = session(STOCKS);
  expect(usesOf(STOCKS, at)).toEqual(['makes table stocks']);
  expect(usesOf('CREATE VIEW dear AS SELECT * FROM stocks', at)).toEqual(['makes view dear', 'reads table stocks']);
  expect(usesOf('INSERT INTO sink SELECT * FROM stocks', at)).toEqual(['writes table sink', 'reads table stocks']);
  expect(usesOf('SELECT * FROM stocks s JOIN other.names n ON s.ticker = n.ticker', at)).toEqual([
    'reads table stocks',
    'reads table names',
  ]);
});

test('what a paragraph makes for itself, names of WITH and what it drops are not read from elsewhere', () => {
  expect(usesOf(`DROP TABLE IF EXISTS stocks; ${STOCKS}; SELECT * FROM stocks`, session())).toEqual([
    'makes table stocks',
  ]);
  expect(usesOf('WITH t AS (SELECT * FROM stocks) SELECT * FROM t', session(STOCKS))).toEqual(['reads table stocks']);
});

test('a text that is not whole still tells what its whole statements do', () => {
  expect(usesOf('SELECT * FROM stocks; SELECT FROM', session(STOCKS))).toEqual(['reads table stocks']);
});

test('USE changes what later names mean', () => {
  const { uses } = examineParagraph('USE other; SELECT * FROM t', session().environment);
  expect(uses.map(({ id }) => formatIdentifier(id))).toEqual(['`default_catalog`.`other`.`t`']);
});

test('views are opened down to their tables', () => {
  const at = session(STOCKS, 'CREATE VIEW a AS SELECT * FROM stocks', 'CREATE VIEW b AS SELECT * FROM a');
  const id = { catalog: 'default_catalog', database: 'default_database', object: 'b' };
  expect(baseTables(id, at.environment.catalog).map(({ object }) => object)).toEqual(['stocks']);
});
