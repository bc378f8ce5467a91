import type {
  ColumnPosition,
  DistributionNode,
  ExpressionNode,
  Identifier,
  PartitionEntry,
  PartitionSpec,
  PropertyNode,
  QueryNode,
  StringLiteral,
} from '../../ast/index.ts';
import type { Cursor } from '../cursor.ts';
import { expression, query } from '../grammar.ts';
import { recoveringList } from '../recovery.ts';

export function ifExists(p: Cursor): boolean {
  return p.accept('IF', 'EXISTS');
}

export function ifNotExists(p: Cursor): boolean {
  return p.accept('IF', 'NOT', 'EXISTS');
}

export function readQuery(p: Cursor): QueryNode {
  return p.run(query(p));
}

/** An expression that may not be a query itself. */
export function readScalar(p: Cursor): ExpressionNode {
  const value = p.run(expression(p));
  if (value.kind === 'subquery') {
    p.failAt('not-allowed-here', 'A query cannot stand here; write an expression over the row.', value.span);
  }
  return value;
}

export function optionalComment(p: Cursor): StringLiteral | undefined {
  return p.accept('COMMENT') ? p.string('a comment in single quotes') : undefined;
}

/** `WITH ('key' = 'value', …)`; empty without it. */
export function withOptions(p: Cursor): readonly PropertyNode[] {
  return p.accept('WITH') ? properties(p) : [];
}

/** `('key' = 'value', …)`. */
export function properties(p: Cursor): readonly PropertyNode[] {
  return p.accept('(', ')') ? [] : recoveringList(p, () => property(p));
}

function property(p: Cursor): PropertyNode {
  const start = p.at;
  const key = p.string("an option's key in single quotes");
  p.expect('=');
  const value = p.string("the option's value in single quotes");
  return { kind: 'property', key, value, span: p.spanFrom(start) };
}

/** `('key', …)` of RESET. */
export function optionKeys(p: Cursor): readonly StringLiteral[] {
  return p.accept('(', ')') ? [] : recoveringList(p, () => p.string("an option's key in single quotes"));
}

/** `BY HASH(a) INTO 6 BUCKETS`, the word before already taken. */
export function distribution(p: Cursor, start: number): DistributionNode {
  let method: DistributionNode['method'];
  let columns: readonly Identifier[] = [];
  if (p.accept('BY')) {
    method = p.acceptAny('HASH', 'RANGE');
    columns = p.names();
  } else if (!p.is('INTO')) {
    p.fail();
  }
  return { kind: 'distribution', method, columns, buckets: buckets(p), span: p.spanFrom(start) };
}

function buckets(p: Cursor): DistributionNode['buckets'] {
  if (!p.accept('INTO')) {
    return undefined;
  }
  const count = p.number();
  if (count.form !== 'integer' || Number(count.text) === 0) {
    p.failAt('syntax-error', 'The number of buckets must be a whole number above 0.', count.span);
  }
  p.expect('BUCKETS');
  return count;
}

export function partitionedBy(p: Cursor): readonly Identifier[] {
  return p.accept('PARTITIONED', 'BY') ? p.names() : [];
}

/** `PARTITION (a = 1, b)`. */
export function partitionSpec(p: Cursor): PartitionSpec {
  const start = p.at;
  p.expect('PARTITION');
  const entries = p.parenthesized((): PartitionEntry => {
    const from = p.at;
    const column = p.name('a partition column');
    const value = p.accept('=') ? p.run(expression(p)) : undefined;
    return { kind: 'partition-entry', column, value, span: p.spanFrom(from) };
  });
  return { kind: 'partition-spec', entries, span: p.spanFrom(start) };
}

export function optionalPartition(p: Cursor): PartitionSpec | undefined {
  return p.is('PARTITION') ? partitionSpec(p) : undefined;
}

/** `FIRST` or `AFTER column`. */
export function columnPosition(p: Cursor): ColumnPosition | undefined {
  const start = p.at;
  if (p.accept('FIRST')) {
    return { kind: 'column-position', span: p.spanFrom(start) };
  }
  if (!p.accept('AFTER')) {
    return undefined;
  }
  return { kind: 'column-position', after: p.path('a column'), span: p.spanFrom(start) };
}
