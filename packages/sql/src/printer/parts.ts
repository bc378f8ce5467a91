import type { NodeKind, NodeOf, SyntaxNode } from '../ast/index.ts';

/** What a node's text is made of: text, and nodes still to be printed. */
export type Part = string | SyntaxNode;
export type Parts = readonly Part[];
/** What may stand in a `${…}` of `parts`. */
export type Piece = Part | Parts | undefined;

export type Printers<K extends NodeKind> = { readonly [P in K]: (node: NodeOf<P>) => Parts };

/** A template of text and nodes; undefined leaves nothing. */
export function parts(texts: TemplateStringsArray, ...pieces: readonly Piece[]): Parts {
  const result: Part[] = [];
  for (const [at, text] of texts.entries()) {
    result.push(text);
    append(result, pieces[at]);
  }
  return result;
}

function append(result: Part[], piece: Piece): void {
  if (piece === undefined) {
    return;
  }
  if (typeof piece === 'string' || 'kind' in piece) {
    result.push(piece);
  } else {
    for (const part of piece) {
      result.push(part);
    }
  }
}

/** Nodes with `separator` between. */
export function joined(nodes: readonly (Part | Parts)[], separator = ', '): Parts {
  const result: Part[] = [];
  for (const [at, node] of nodes.entries()) {
    if (at > 0) {
      result.push(separator);
    }
    append(result, node);
  }
  return result;
}

/** `before`, the nodes, `after`; nothing without nodes. */
export function clause(before: string, nodes: readonly SyntaxNode[], after = ''): Parts {
  return nodes.length === 0 ? [] : [before, ...joined(nodes), after];
}

/** `before` and the node; nothing without one. */
export function optional(before: string, node: SyntaxNode | undefined, after = ''): Parts {
  return node === undefined ? [] : [before, node, after];
}

export function when(condition: boolean, text: string): string {
  return condition ? text : '';
}

export function quoteString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
