import type { SortKey } from '@riffle/plan';
import type { OrderItem } from '../ast/windows.ts';
import { nodes } from '../logical/build.ts';
import type { LogicalNode } from '../logical/node.ts';
import type { BindContext } from './context.ts';

/** `ORDER BY 2`: a column by its place. */
export function ordinalKey(context: BindContext, item: OrderItem, width: number): SortKey[] {
  const ordinal = item.expression.kind === 'number-literal' ? Number(item.expression.text) : 0;
  if (!Number.isInteger(ordinal) || ordinal < 1 || ordinal > width) {
    context.report(
      'ordinal-out-of-range',
      `ORDER BY ${ordinal} is out of range: the query has ${width} column(s).`,
      item.span,
    );
    return [];
  }
  const nullsFirst = item.nulls === undefined ? !item.descending : item.nulls === 'FIRST';
  return [{ index: ordinal - 1, descending: item.descending, nullsFirst }];
}

/** Every different row once. */
export function distinct(node: LogicalNode): LogicalNode {
  return nodes.aggregate(
    node,
    node.output.map((_, i) => i),
    [],
  );
}
