import type { GroupWindowAggregateNode, WindowAggregateNode } from '@riffle/plan';
import type { Operator, OperatorContext } from '../operator.ts';
import { SessionWindowAggregate } from './session-window-aggregate.ts';
import { SlicedWindowAggregate } from './sliced-window-aggregate.ts';

/** The operator for GROUP BY over windows: sessions merge, all other windows are sums of slices. */
export function makeWindowAggregate(
  context: OperatorContext,
  node: WindowAggregateNode | GroupWindowAggregateNode,
): Operator {
  const attached = node.kind === 'window-aggregate' ? node.attached : null;
  const { window } = node;
  if (window.kind === 'session' && attached === null) {
    return new SessionWindowAggregate(context, node, window.gap);
  }
  return new SlicedWindowAggregate(context, node, attached);
}
