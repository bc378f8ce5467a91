import { sameTree } from '../../ast/equal.ts';
import { parseSql } from '../../parser/parse.ts';
import { type Doc, hardLine, printDoc } from './doc.ts';
import { commentDoc, layoutStatement } from './layout.ts';
import { readSource, type Source, type SourceStatement } from './source-tokens.ts';
import type { CaseRule } from './spelling.ts';

const RULES: readonly CaseRule[] = ['all-keywords', 'reserved-words', 'none'];

/**
 * The text laid out anew: keywords in capitals, clauses on lines of their own, comments kept. Its syntax tree never
 * changes, and what does not parse is given back as it is.
 */
export function formatSql(text: string): string {
  const before = parseSql(text);
  if (before.diagnostics.length > 0) {
    return text;
  }
  const source = readSource(text);
  for (const rule of source === undefined ? [] : RULES) {
    const formatted = layOut(source, text, rule);
    if (formatted !== undefined && isSameScript(before.statements, formatted)) {
      return formatted;
    }
  }
  return text;
}

function isSameScript(statements: ReturnType<typeof parseSql>['statements'], formatted: string): boolean {
  const after = parseSql(formatted);
  return (
    after.diagnostics.length === 0 &&
    after.statements.length === statements.length &&
    statements.every((statement, i) => {
      const other = after.statements[i];
      return other !== undefined && sameTree(statement, other);
    })
  );
}

/** Undefined where brackets are nested deeper than a layout can follow. */
function layOut(source: Source | undefined, text: string, rule: CaseRule): string | undefined {
  if (source === undefined) {
    return undefined;
  }
  try {
    const statements = source.statements.map((statement) => printDoc(statementDoc(statement, text, rule)));
    const rest = printDoc(source.rest.flatMap((comment) => [commentDoc(comment), hardLine]));
    return [...statements, ...(rest === '' ? [] : [rest])].join('\n\n');
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function statementDoc(statement: SourceStatement, text: string, rule: CaseRule): Doc {
  const { pieces, semicolon } = statement;
  const end =
    semicolon === undefined ? [] : [...semicolon.before.map(commentDoc), ';', ...semicolon.after.map(commentDoc)];
  const isRaw = pieces.some((piece) => piece.kind === 'word' && piece.token.kind === 'raw');
  if (!isRaw) {
    return [layoutStatement(pieces, text, rule), ...end];
  }
  // SET without quotes is no SQL: its line is left alone.
  const [first] = pieces;
  const comments = first?.kind === 'word' ? first.before.map(commentDoc) : [];
  return [...comments, text.slice(statement.start, statement.end), ...end];
}
