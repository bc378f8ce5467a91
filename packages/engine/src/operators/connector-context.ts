import type { ConnectorContext } from '../connector.ts';
import type { OperatorContext } from '../operator.ts';

/** What a connector may know of the operator it works for. */
export function connectorContext(context: OperatorContext): ConnectorContext {
  return {
    clock: context.clock,
    logger: context.logger,
    subtask: context.subtask,
    parallelism: context.parallelism,
    jobId: context.jobId,
    zone: context.zone,
    count: (metric, by) => context.count(metric, by),
    checkpointing: context.checkpointing,
    arrays: context.arrays,
  };
}
