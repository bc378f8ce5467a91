import type { Diagnostic } from '@riffle/plan';
import type { ExpressionNode, Path, Statement, TypeNode } from '../ast/index.ts';
import { Cursor, type Grammar, MAX_DIAGNOSTICS } from './cursor.ts';
import { Expectations } from './expectations.ts';
import { expression } from './expression.ts';
import { continueQuery, query } from './query.ts';
import { statement } from './statements/statement.ts';
import { anyType } from './types.ts';

const GRAMMAR: Grammar = { expression, query, continueQuery };

export interface ParsedScript {
  /** In order. A statement with an error is missing, or lacks the parts that could not be read. */
  readonly statements: readonly Statement[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The tree is undefined only together with an error. */
export interface Parsed<T> {
  readonly tree?: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a script: statements with semicolons between. Never throws on what a user typed. */
export function parseSql(text: string): ParsedScript {
  const p = new Cursor(text, GRAMMAR);
  const statements: Statement[] = [];
  while (!p.atEnd() && p.diagnostics.length < MAX_DIAGNOSTICS) {
    if (!p.accept(';')) {
      const read = attempt(p, () => statement(p));
      if (read !== undefined) {
        statements.push(read);
      }
      endOfStatement(p);
    }
  }
  return { statements, diagnostics: sorted(p.diagnostics) };
}

/** What could stand at the end of a text that is a statement's beginning. */
export function expectedAtEnd(text: string): Expectations {
  const expectations = new Expectations();
  const p = new Cursor(text, GRAMMAR, expectations);
  attempt(p, () => statement(p));
  return expectations;
}

/** Parses one expression. */
export function parseExpression(text: string): Parsed<ExpressionNode> {
  return parseWhole(text, (p) => p.run(expression(p)));
}

/** Parses one type. */
export function parseType(text: string): Parsed<TypeNode> {
  return parseWhole(text, (p) => p.run(anyType(p)));
}

/** Parses a name as programs give it (`cat.db.table`): reserved words need no quotes here. */
export function parsePath(text: string): Parsed<Path> {
  return parseWhole(text, (p) => p.anyPath());
}

function parseWhole<T>(text: string, rule: (p: Cursor) => T): Parsed<T> {
  const p = new Cursor(text, GRAMMAR);
  const tree = attempt(p, () => {
    const read = rule(p);
    if (!p.atEnd()) {
      p.fail();
    }
    return read;
  });
  const diagnostics = sorted(p.diagnostics);
  return tree === undefined ? { diagnostics } : { tree, diagnostics };
}

function attempt<T>(p: Cursor, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    p.recover(error);
    return undefined;
  }
}

/** A statement ends with a semicolon or the text. What stands before that was not understood; one error has said so. */
function endOfStatement(p: Cursor): void {
  const before = p.diagnostics.length;
  if (!p.atEnd() && !p.is(';') && before === p.problemsAtStart) {
    attempt(p, () => p.fail());
  }
  p.skipStatement();
  p.problemsAtStart = p.diagnostics.length;
}

/** In the order of the text. Behind an open quote nothing is left to complain of but the quote. */
function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const open = diagnostics.find(({ code }) => code.startsWith('unterminated-'));
  const kept = diagnostics.filter((problem) => problem === open || problem.span.start < (open?.span.start ?? Infinity));
  return kept.sort((a, b) => a.span.start - b.span.start);
}
