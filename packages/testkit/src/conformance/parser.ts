/** Runs Flink's own parser cases (one JSON object a line) against the parser of `@riffle/sql`. */
import { type Diagnostic, lineColumnOf } from '@riffle/plan';
import {
  parseExpression,
  parsePath,
  parseSql,
  printExpression,
  printStatement,
  type Statement,
  type SyntaxNode,
  sameTree,
} from '@riffle/sql';

export interface ConformanceResult {
  readonly id: string;
  readonly status: 'pass' | 'fail' | 'notSupported';
  /** Why a case failed; empty for a pass. */
  readonly reason: string;
}

/** A line of `parser.jsonl`; `corpus.jsonl` has no `ok`: all of it parses. */
interface ParserCase {
  readonly id: string;
  readonly sql: string;
  readonly kind?: 'statement' | 'expression' | 'identifier' | 'client';
  readonly ok?: boolean;
  /** Flink's canonical text of the statement. */
  readonly unparsed?: string;
  /** Where Flink sees the error: line and column from 1. */
  readonly pos?: readonly number[];
}

/** Runs `parser.jsonl`: what must parse and to which tree, what must be refused and on which line. */
export function runParserCases(lines: Iterable<string>): readonly ConformanceResult[] {
  return runLines(lines, (line) => (line.ok === false ? refused(line) : accepted(line)));
}

/** Runs `corpus.jsonl`: every statement parses and prints as text that parses to the same tree. */
export function runCorpusCases(lines: Iterable<string>): readonly ConformanceResult[] {
  return runLines(lines, accepted);
}

/** The reason of a failure; empty when the case passes. */
type Check = (line: ParserCase) => string;

function runLines(lines: Iterable<string>, check: Check): readonly ConformanceResult[] {
  const results: ConformanceResult[] = [];
  for (const line of lines) {
    if (line.trim() !== '') {
      results.push(runCase(JSON.parse(line) as ParserCase, check));
    }
  }
  return results;
}

function runCase(line: ParserCase, check: Check): ConformanceResult {
  const reason = check(line);
  if (reason === '') {
    return { id: line.id, status: 'pass', reason };
  }
  return { id: line.id, status: reason.includes('not supported yet') ? 'notSupported' : 'fail', reason };
}

interface ParsedCase {
  readonly trees: readonly SyntaxNode[];
  readonly errors: readonly Diagnostic[];
}

function parseCase(kind: ParserCase['kind'], sql: string): ParsedCase {
  if (kind === 'expression' || kind === 'identifier') {
    const { tree, diagnostics } = kind === 'expression' ? parseExpression(sql) : parsePath(sql);
    return { trees: tree === undefined ? [] : [tree], errors: diagnostics };
  }
  const { statements, diagnostics } = parseSql(sql);
  return { trees: statements, errors: diagnostics.filter(({ severity }) => severity === 'error') };
}

function accepted({ kind, sql, unparsed }: ParserCase): string {
  const { trees, errors } = parseCase(kind, sql);
  const [problem] = errors;
  if (problem !== undefined) {
    return `does not parse: ${problem.message}`;
  }
  if (kind === 'identifier' || meansTheSame(kind, trees, unparsed)) {
    return '';
  }
  const broken = trees.find((tree) => !survivesPrinting(kind, tree));
  return broken === undefined ? '' : 'its printed form is another tree';
}

function meansTheSame(kind: ParserCase['kind'], trees: readonly SyntaxNode[], unparsed: string | undefined): boolean {
  if (unparsed === undefined) {
    return false;
  }
  const other = parseCase(kind, unparsed);
  return other.errors.length === 0 && sameTrees(trees, other.trees);
}

function sameTrees(a: readonly SyntaxNode[], b: readonly SyntaxNode[]): boolean {
  return a.length === b.length && a.every((tree, at) => sameTree(tree, b[at] as SyntaxNode));
}

function survivesPrinting(kind: ParserCase['kind'], tree: SyntaxNode): boolean {
  const text =
    kind === 'expression'
      ? printExpression(tree as Parameters<typeof printExpression>[0])
      : printStatement(tree as Statement);
  const again = parseCase(kind, text);
  return again.errors.length === 0 && sameTrees([tree], again.trees);
}

function refused({ kind, sql, pos }: ParserCase): string {
  const [problem] = parseCase(kind, sql).errors;
  if (problem === undefined) {
    return 'parses, but Flink refuses it';
  }
  const { line } = lineColumnOf(sql, problem.span.start);
  const expected = pos?.[0];
  return expected === undefined || expected === line
    ? ''
    : `refused on line ${line}, but Flink's error is on ${expected}`;
}
