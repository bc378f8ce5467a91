import { readdirSync, readFileSync } from 'node:fs';
import { seededRandom } from '@riffle/base';
import { describe, expect, it } from 'vitest';
import { sameTree } from '../../ast/equal.ts';
import { lex } from '../../lexer/lexer.ts';
import { parseSql } from '../../parser/parse.ts';
import { formatSql } from './format-sql.ts';

const QUERIES = new URL('../../../test/queries/', import.meta.url);

describe('formatSql', () => {
  it('spreads a query over its clauses', () => {
    expect(formatSql("select ticker,price  from stocks where price>10 and ticker like 'A%' order by price")).toBe(
      ['SELECT ticker, price', 'FROM stocks', "WHERE price > 10 AND ticker LIKE 'A%'", 'ORDER BY price'].join('\n'),
    );
  });

  it('puts items on lines of their own where they do not fit', () => {
    const long =
      'select aaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccccc, ddddddddddd from t';
    expect(formatSql(long)).toBe(
      [
        'SELECT',
        '  aaaaaaaaaaaaaaaaaaaaaaaa,',
        '  bbbbbbbbbbbbbbbbbbbbbbbbbbbbb,',
        '  cccccccccccccccccccccccccc,',
        '  ddddddddddd',
        'FROM t',
      ].join('\n'),
    );
  });

  it('lays out tables', () => {
    const text =
      "create temporary table t (a int,b decimal(10,2) not null,r row<x int,y array<string>>, primary key(a) not enforced) with ('connector'='datagen','rows-per-second'='1')";
    expect(formatSql(text)).toBe(
      [
        'CREATE TEMPORARY TABLE t (',
        '  a INT,',
        '  b DECIMAL(10, 2) NOT NULL,',
        '  r ROW<x INT, y ARRAY<STRING>>,',
        '  PRIMARY KEY (a) NOT ENFORCED',
        ')',
        'WITH (',
        "  'connector' = 'datagen',",
        "  'rows-per-second' = '1'",
        ')',
      ].join('\n'),
    );
  });

  it('keeps comments in their places', () => {
    const text = '-- all trades\nselect a, -- the first\n  b /* second */ from t -- here\n;\n-- the end';
    expect(formatSql(text)).toBe(
      [
        '-- all trades',
        'SELECT',
        '  a, -- the first',
        '  b /* second */',
        'FROM t -- here',
        ';',
        '',
        '-- the end',
      ].join('\n'),
    );
  });

  it.each(['SELECT - -1, -(-a), 1 - -1, a - 1', 'SET execution.runtime-mode = batch;\n\nSELECT 1'])(
    'leaves %s',
    (text) => {
      expect(formatSql(text)).toBe(text);
    },
  );

  it('gives back what does not parse', () => {
    expect(formatSql('select  from')).toBe('select  from');
  });

  const files = readdirSync(QUERIES).filter((name) => name.endsWith('.sql') || name.endsWith('.ddl'));
  it.each(files)('keeps the tree and the comments of %s, and is done after once', (name) => {
    checkLaws(readFileSync(new URL(name, QUERIES), 'utf8'));
  });

  it('keeps the laws for those texts squeezed, stretched and commented at random', () => {
    const random = seededRandom(7);
    const texts = files.map((name) => readFileSync(new URL(name, QUERIES), 'utf8'));
    for (let i = 0; i < 300; i++) {
      checkLaws(scrambled(texts[i % texts.length] ?? '', random));
    }
  });
});

function checkLaws(text: string): void {
  const formatted = formatSql(text);
  const [before, after] = [parseSql(text), parseSql(formatted)];
  expect(after.diagnostics).toEqual([]);
  expect(after.statements.length).toBe(before.statements.length);
  for (const [i, statement] of before.statements.entries()) {
    expect(after.statements[i] !== undefined && sameTree(statement, after.statements[i])).toBe(true);
  }
  expect(comments(formatted), text).toEqual(comments(text));
  expect(formatSql(formatted)).toBe(formatted);
  expect(formatted).not.toMatch(/[ \t]$/m);
}

/** What stands between the tokens, without white space. */
function comments(text: string): string {
  const { tokens } = lex(text);
  return tokens.map((token, i) => text.slice(tokens[i - 1]?.end ?? 0, token.start).replaceAll(/\s+/g, '')).join('');
}

const GAPS = [' ', '\n', '  ', '\n\n', ' /* c */ ', ' -- c\n', '\n-- own\n', '\n/* own */ '];

function scrambled(text: string, random: ReturnType<typeof seededRandom>): string {
  const { tokens } = lex(text);
  let result = '';
  for (const [i, token] of tokens.entries()) {
    const gap = text.slice(tokens[i - 1]?.end ?? 0, token.start);
    const isRaw = token.kind === 'raw' || tokens[i - 1]?.kind === 'raw' || token.key === '=';
    const pick = random.integer(0, 19);
    result += gap !== '' && !isRaw && pick < GAPS.length ? gap + GAPS[pick] : gap;
    result += text.slice(token.start, token.end);
  }
  return result;
}
