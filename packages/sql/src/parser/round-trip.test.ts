import { seededRandom } from '@riffle/base';
import { expect, test } from 'vitest';
import { childrenOf, rewrite, walk } from '../ast/children.ts';
import { sameTree } from '../ast/equal.ts';
import type { Statement, SyntaxNode } from '../ast/index.ts';
import { printExpression, printStatement } from '../printer/print.ts';
import { STATEMENTS } from './fixtures.ts';
import { parseExpression, parseSql } from './parse.ts';

function parseOne(text: string): Statement {
  const { statements, diagnostics } = parseSql(text);
  expect(diagnostics).toEqual([]);
  expect(statements).toHaveLength(1);
  return statements[0] as Statement;
}

test.each(STATEMENTS)('%s prints as text that says the same', (text) => {
  const statement = parseOne(text);
  const printed = printStatement(statement);
  const again = parseOne(printed);
  expect(sameTree(again, statement)).toBe(true);
  expect(printStatement(again)).toBe(printed);
});

test('the canonical form has names in backticks and keywords in full', () => {
  expect(printStatement(parseOne("select a.b c, sum(x) from t where a = 'it''s' group by 1 limit 3"))).toBe(
    "SELECT `a`.`b` AS `c`, sum(`x`) FROM `t` WHERE `a` = 'it''s' GROUP BY 1 FETCH NEXT 3 ROWS ONLY",
  );
});

test('trees that differ are told apart', () => {
  expect(sameTree(parseOne('SELECT a'), parseOne('SELECT b'))).toBe(false);
  expect(sameTree(parseOne('SELECT a'), parseOne('SELECT a, a'))).toBe(false);
});

/** Every node reachable through any field at all, to hold the table of child fields against. */
function nodesByReflection(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(look);
    } else if (typeof value === 'object' && value !== null) {
      if ('kind' in value) {
        found.push(value as SyntaxNode);
      }
      Object.values(value).forEach(look);
    }
  };
  look(node);
  return found;
}

test('walking visits every node once, within its parent or beside the text it came from', () => {
  for (const text of STATEMENTS) {
    const statement = parseOne(text);
    const walked: SyntaxNode[] = [];
    walk(statement, (node) => {
      walked.push(node);
    });
    expect(new Set(walked)).toEqual(new Set(nodesByReflection(statement)));
    for (const node of walked) {
      expect(node.span.end).toBeGreaterThanOrEqual(node.span.start);
      expect(node.span.end).toBeLessThanOrEqual(text.length);
    }
  }
});

test('rewriting keeps what does not change and replaces what does', () => {
  const statement = parseOne('SELECT a + b FROM t');
  expect(rewrite(statement, (node) => node)).toBe(statement);
  const renamed = rewrite(statement, (node) =>
    node.kind === 'identifier' && node.name === 'a' ? { ...node, name: 'z' } : node,
  );
  expect(printStatement(renamed)).toBe('SELECT `z` + `b` FROM `t`');
  expect(childrenOf(renamed)).toHaveLength(1);
});

const ATOMS = ['a', 't.b', '1', "'x'", 'NULL', 'TRUE', 'CURRENT_DATE', "DATE '2024-01-01'", '?', 'f()'];
const FORMS: readonly ((x: string, y: string, z: string) => string)[] = [
  (x, y) => `${x} + ${y}`,
  (x, y) => `${x} * ${y}`,
  (x, y) => `${x} - ${y}`,
  (x, y) => `${x} || ${y}`,
  (x, y) => `${x} = ${y}`,
  (x, y) => `${x} AND ${y}`,
  (x, y) => `${x} OR ${y}`,
  (x, y) => `(${x}) <= (${y})`,
  (x) => `NOT ${x}`,
  (x) => `- ${x}`,
  (x) => `(${x})`,
  (x, y, z) => `(${x}) BETWEEN (${y}) AND (${z})`,
  (x, y) => `(${x}) NOT IN (${y}, 1)`,
  (x) => `(${x}) IS NOT TRUE`,
  (x, y, z) => `CASE WHEN ${x} THEN ${y} ELSE ${z} END`,
  (x, y) => `f(${x}, ${y})`,
  (x, y) => `ARRAY[${x}][${y}]`,
  (x, y) => `(${x}) LIKE (${y}) ESCAPE '!'`,
  (x, y) => `ROW(${x}, ${y})`,
  (x) => `CAST(${x} AS VARCHAR(3))`,
  (x) => `(SELECT ${x} FROM t)`,
];

test('random expressions print as text that says the same', () => {
  const random = seededRandom(20240131);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T;
  const make = (depth: number): string =>
    depth === 0 ? pick(ATOMS) : pick(FORMS)(make(depth - 1), make(depth - 1), make(depth - 1));
  for (let run = 0; run < 300; run++) {
    const text = make(1 + (run % 4));
    const { tree, diagnostics } = parseExpression(text);
    expect({ text, diagnostics }).toEqual({ text, diagnostics: [] });
    const again = parseExpression(printExpression(tree as NonNullable<typeof tree>)).tree;
    expect({ text, same: sameTree(tree as SyntaxNode, again as SyntaxNode) }).toEqual({ text, same: true });
  }
});
