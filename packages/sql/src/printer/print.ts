import type { ExpressionNode, NodeKind, QueryNode, Statement, SyntaxNode, TypeNode } from '../ast/index.ts';
import { EXPRESSION_PRINTERS } from './expressions.ts';
import type { Part, Parts, Printers } from './parts.ts';
import { QUERY_PRINTERS } from './queries.ts';
import { STATEMENT_PRINTERS } from './statements.ts';
import { TABLE_PRINTERS } from './tables.ts';
import { TYPE_PRINTERS } from './types.ts';

const PRINTERS: Printers<NodeKind> = {
  ...EXPRESSION_PRINTERS,
  ...QUERY_PRINTERS,
  ...STATEMENT_PRINTERS,
  ...TABLE_PRINTERS,
  ...TYPE_PRINTERS,
};

/** A statement as canonical SQL on one line, names in backticks; parsed again it gives the same tree. */
export function printStatement(statement: Statement): string {
  return print(statement);
}

/** An expression as canonical SQL. */
export function printExpression(expression: ExpressionNode): string {
  return print(expression);
}

/** A query as canonical SQL. */
export function printQuery(query: QueryNode): string {
  return print(query);
}

/** A type as canonical SQL. */
export function printType(type: TypeNode): string {
  return print(type);
}

/** Any part of a statement, as it stands in canonical SQL. */
export function printNode(node: SyntaxNode): string {
  return print(node);
}

/** The waiting parts are on a list of their own, so a tree of any depth can be printed. */
function print(root: SyntaxNode): string {
  const texts: string[] = [];
  const waiting: Part[] = [root];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part === 'string') {
      texts.push(part);
    } else {
      const expanded = partsOf(part);
      for (let at = expanded.length - 1; at >= 0; at--) {
        waiting.push(expanded[at] as Part);
      }
    }
  }
  return texts.join('');
}

function partsOf(node: SyntaxNode): Parts {
  const printer = PRINTERS[node.kind] as (node: SyntaxNode) => Parts;
  return printer(node);
}
