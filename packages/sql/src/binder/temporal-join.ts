/** `JOIN t FOR SYSTEM_TIME AS OF x.time`: event-time temporal join, or lookup join by processing time. */
import type { Expression, JoinType } from '@riffle/plan';
import type { ExpressionNode } from '../ast/expressions.ts';
import type { Join, NamedTable } from '../ast/queries.ts';
import { nodes } from '../logical/build.ts';
import type { LogicalNode } from '../logical/node.ts';
import { type BoundTable, joinScope, named } from './bound-table.ts';
import { requireBoolean } from './calls.ts';
import { timeAttributeOf } from './casts.ts';
import { type BindContext, errorNode, isErrorExpression, isErrorNode } from './context.ts';
import { lookupHints } from './hints.ts';
import { bindExpression, bindTablePath } from './recursion.ts';

interface TemporalRequest {
  readonly join: Join;
  readonly left: BoundTable;
  readonly right: NamedTable;
  readonly type: JoinType;
  readonly systemTime: ExpressionNode;
}

export function bindTemporalJoin(context: BindContext, request: TemporalRequest): BoundTable {
  const { join, left, right, type, systemTime } = request;
  const bound = bindTablePath(context, right.path, right.hints);
  const time = bindExpression({ context, scope: left.scope, clause: 'FOR SYSTEM_TIME AS OF' }, systemTime);
  const failed = (): BoundTable => ({ node: errorNode(), scope: { columns: left.scope.columns, broken: true } });
  if (bound === undefined || isErrorNode(left.node) || isErrorNode(bound.node) || isErrorExpression(time)) {
    return failed();
  }
  if (time.kind !== 'input' || timeAttributeOf(time.type) === undefined) {
    context.report(
      'not-a-time-attribute',
      'FOR SYSTEM_TIME AS OF needs a time attribute of the left table: a rowtime or processing-time column.',
      systemTime.span,
    );
    return failed();
  }
  if (type !== 'inner' && type !== 'left') {
    context.report('wrong-join-type', 'A temporal join can only be an inner or a left join.', join.span);
    return failed();
  }
  const table = named(context, bound.node, { relation: bound.relation, alias: right.alias });
  const columns = [...left.scope.columns, ...table.scope.columns];
  const condition = bindCondition(context, join, columns);
  const joined = nodes.join({ left: left.node, right: bound.node, type, condition });
  const names = [right.alias?.name.name ?? '', right.path.parts.at(-1)?.name ?? ''];
  const node: LogicalNode = {
    kind: 'temporal-join',
    left: left.node,
    right: bound.node,
    type,
    condition,
    timeIndex: time.index,
    hints: lookupHints(right.hints, names),
    output: joined.output,
  };
  return { node, scope: joinScope(node, columns, []) };
}

function bindCondition(context: BindContext, join: Join, columns: BoundTable['scope']['columns']): Expression | null {
  if (join.condition === undefined) {
    context.report('missing-condition', 'A temporal join needs an ON condition that equates the keys.', join.span);
    return null;
  }
  const bound = bindExpression({ context, scope: { columns }, clause: 'ON' }, join.condition);
  const condition = requireBoolean(context, bound, { clause: 'ON', span: join.condition.span });
  return isErrorExpression(condition) ? null : condition;
}
