import type { ConnectorRuntime } from '../connector.ts';
import { NotSupportedError } from '../errors.ts';
import type { RegisteredFunctions } from '../job-options.ts';
import type { Operator, OperatorContext } from '../operator.ts';
import { CalcOperator } from './calc.ts';
import { CollectOperator, type ResultConsumer } from './collect.ts';
import { GroupAggregateOperator } from './group-aggregate.ts';
import { SinkOperator } from './sink.ts';
import { SourceOperator } from './source.ts';
import { ValuesOperator } from './values.ts';
import { WatermarkAssignerOperator } from './watermark-assigner.ts';
import { makeWindowAggregate } from './window-aggregate.ts';

/** What operators that touch the outside need of it. */
export interface OperatorEnvironment extends ResultConsumer {
  readonly connectors: ConnectorRuntime;
  readonly batchSize: number;
  readonly startedAt: number;
  readonly functions: RegisteredFunctions;
}

/** The operator that runs a plan node. Throws `NotSupportedError` for what cannot run yet. */
export function createOperator(
  context: OperatorContext,
  environment: OperatorEnvironment,
  split: { current: string | null },
): Operator {
  const { node } = context;
  switch (node.kind) {
    case 'source':
      return new SourceOperator(context, node, environment, split);
    case 'values':
      return new ValuesOperator(context, node);
    case 'calc':
      return new CalcOperator(context, node);
    case 'watermark-assigner':
      return new WatermarkAssignerOperator(context, node);
    case 'group-aggregate':
      return new GroupAggregateOperator(context, node);
    case 'window-aggregate':
      return makeWindowAggregate(context, node);
    case 'sink':
      return new SinkOperator(context, node, environment.connectors);
    case 'collect':
      return new CollectOperator(environment);
    default:
      throw new NotSupportedError(`the operator ${node.kind}`);
  }
}
