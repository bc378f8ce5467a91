import type { GroupWindowAggregateNode, WindowAggregateNode } from '@riffle/plan';
import { NotSupportedError } from '../errors.ts';
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
  refuseEarlyAndLateFiring(node);
  if (window.kind === 'session' && attached === null) {
    return new SessionWindowAggregate(context, node, window.gap);
  }
  return new SlicedWindowAggregate(context, node, attached);
}

/** Windows that fire before or after their end make updating results, which neither operator does. */
function refuseEarlyAndLateFiring(node: WindowAggregateNode | GroupWindowAggregateNode): void {
  if (node.kind !== 'group-window-aggregate') {
    return;
  }
  const { earlyDelay, lateDelay, allowedLateness } = node.emit;
  if (earlyDelay !== null || lateDelay !== null || allowedLateness > 0) {
    throw new NotSupportedError('windows that fire early or late (table.exec.emit.*)');
  }
}
